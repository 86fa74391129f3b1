import { formatShare } from '@/experiment/words/numbers';
import { type Interval, spreadOf } from '@/study/statistics/interval';
import type { Objective } from '@/study/trial';
import { figureWords } from '@/study/words';
import { Chart } from './chart';
import type { FigureTable } from './chart-table';
import styles from './charts.module.css';
import { figureColumn } from './columns';
import { figureAxis, fittingEnd, shareOn } from './scale';
import { stackedDots } from './stacked-dots';

/** Results of one variant, by what they are called. */
export interface DotRow {
  name: string;
  figures: readonly { figure: number; seed: number; label: string }[];
  /** How much it differs from the first row, with the interval of that; `null` where it is compared with nothing. */
  difference: Interval | null;
}

const ROW = 46;
const FOOT = 30;
const MOST_NAME = 180;
/** Pixels of a dot, and of its edge around it. */
const RADIUS = 5;
const EDGE = 0.5;
/** Pixels from the middle of its row at which a dot still lies in it. */
const MOST_LIFT = ROW / 2 - RADIUS - EDGE;

/** Each run as a dot, a row for each variant, with its mean and one standard deviation around it. */
export function DotsChart({ title, objective, rows }: { title: string; objective: Objective; rows: readonly DotRow[] }) {
  const all = rows.flatMap(({ figures }) => figures.map(({ figure }) => figure));
  if (all.length === 0) return null;
  const axis = figureAxis(objective, all, true);
  const height = rows.length * ROW + FOOT;
  const description = rows
    .map(({ name, figures }) => `${name || title}: ${figures.map(({ figure }) => figureWords(objective, figure)).join(', ')}`)
    .join('. ');
  const named = rows.some(({ name }) => name !== '');
  return (
    <Chart title={title} height={height} description={description} tables={() => tablesOf(objective, rows)}>
      {(width) => {
        const left = named ? Math.min(MOST_NAME, width / 3) : 16;
        const across = (figure: number) => left + 12 + shareOn(axis, figure) * (width - left - 40);
        return (
          <>
            {axis.ticks.map((tick) => (
              <g key={tick}>
                <path d={`M${across(tick)} 4V${height - FOOT}`} className={styles.rule} />
                <text x={across(tick)} y={height - 12} className={styles.tick} textAnchor="middle">
                  {objective === 'validationAccuracy' ? formatShare(tick) : figureWords(objective, tick)}
                </text>
              </g>
            ))}
            {rows.map((row, i) => (
              <Row key={row.name} row={row} room={left - 4} y={i * ROW + ROW / 2} across={across} />
            ))}
          </>
        );
      }}
    </Chart>
  );
}

function tablesOf(objective: Objective, rows: readonly DotRow[]): FigureTable[] {
  const named = rows.some(({ name }) => name !== '');
  const own = <T,>(name: T): T[] => (named ? [name] : []);
  const variant = own({ id: 'variant', title: 'Variant' });
  const column = (title: string) => figureColumn(objective, title);
  const isCompared = rows.some(({ difference }) => difference !== null);
  const compared = isCompared ? ['Difference', 'At least', 'At most'].map(column) : [];
  return [
    {
      caption: 'Each run',
      columns: [...variant, { id: 'seed', title: 'Seed' }, figureColumn(objective)],
      rows: rows.flatMap(({ name, figures }) => figures.map(({ seed, figure }) => [...own(name), seed, figure])),
    },
    {
      caption: isCompared ? 'Means and differences' : 'Mean',
      columns: [...variant, { id: 'runs', title: 'Runs' }, column('Mean'), column('Standard deviation'), ...compared],
      rows: rows.map(({ name, figures, difference }) => {
        const { count, mean, deviation } = spreadOf(figures.map(({ figure }) => figure));
        const told = compared.length === 0 ? [] : [difference?.mean ?? null, difference?.low ?? null, difference?.high ?? null];
        return [...own(name), count, count > 0 ? mean : null, count > 1 ? deviation : null, ...told];
      }),
    },
  ];
}

interface RowProps {
  row: DotRow;
  /** Pixels for its name. */
  room: number;
  y: number;
  across(figure: number): number;
}

function Row({ row: { name, figures }, room, y, across }: RowProps) {
  const { mean, deviation, count } = spreadOf(figures.map(({ figure }) => figure));
  const [from, to] = [across(mean - deviation), across(mean + deviation)];
  const lifts = stackedDots(
    figures.map(({ figure }) => across(figure)),
    MOST_LIFT,
  );
  return (
    <g>
      <text x={4} y={y} className={styles.name} dominantBaseline="middle">
        {fittingEnd(name, room)}
        <title>{name}</title>
      </text>
      {count > 1 && <rect x={from} width={Math.max(1, to - from)} y={y - 12} height={24} rx={4} className={styles.spread} />}
      {count > 0 && <path d={`M${across(mean)} ${y - 14}v28`} className={styles.mean} />}
      {count === 0 && (
        <text x={room + 16} y={y} className={styles.tick} dominantBaseline="middle">
          no result
        </text>
      )}
      {figures.map(({ figure, label }, i) => (
        <circle key={label} cx={across(figure)} cy={y - (lifts[i] ?? 0)} r={RADIUS} className={styles.dot}>
          <title>{label}</title>
        </circle>
      ))}
    </g>
  );
}
