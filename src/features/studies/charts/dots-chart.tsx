import { formatShare } from '@/experiment/words/numbers';
import { spreadOf } from '@/study/statistics/interval';
import type { Objective } from '@/study/trial';
import { figureWords } from '@/study/words';
import { Chart } from './chart';
import styles from './charts.module.css';
import { figureAxis, fitting, shareOn } from './scale';

/** Results of one variant, by what they are called. */
export interface DotRow {
  name: string;
  figures: readonly { figure: number; label: string }[];
}

const ROW = 46;
const FOOT = 30;
const MOST_NAME = 180;

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
    <Chart title={title} height={height} description={description}>
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
  return (
    <g>
      <text x={4} y={y} className={styles.name} dominantBaseline="middle">
        {fitting(name, room)}
        <title>{name}</title>
      </text>
      {count > 1 && <rect x={from} width={Math.max(1, to - from)} y={y - 12} height={24} rx={4} className={styles.spread} />}
      {count > 0 && <path d={`M${across(mean)} ${y - 14}v28`} className={styles.mean} />}
      {figures.map(({ figure, label }) => (
        <circle key={label} cx={across(figure)} cy={y} r={5} className={styles.dot}>
          <title>{label}</title>
        </circle>
      ))}
    </g>
  );
}
