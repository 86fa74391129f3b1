import type { Expected } from '@/study/findings/surrogate';
import type { Parameter } from '@/study/space/search-space';
import type { Study } from '@/study/study';
import { figureWords, parameterName, valueWords } from '@/study/words';
import { Chart } from './chart';
import type { FigureTable } from './chart-table';
import styles from './charts.module.css';
import { figureColumn, parameterColumn, TRIAL_COLUMN, valueCell } from './columns';
import { type Area, FigureRows, levelOf, ROOM_LEFT } from './figure-rows';
import type { Rated } from './rated';
import { type FigureAxis, fitting, labelledValues, placeOn } from './scale';

interface ParameterChartProps {
  study: Study;
  parameter: Parameter;
  rated: readonly Rated[];
  axis: FigureAxis;
  /** What the surrogate expects along the parameter, everything else as in the best trial; `null` where the method has none. */
  expected: readonly Expected[] | null;
}

const HEIGHT = 170;

/** One parameter against the objective. */
export function ParameterChart({ study, parameter, rated, axis, expected }: ParameterChartProps) {
  const { base, objective } = study;
  const name = parameterName(base, parameter);
  const shown = rated.filter(({ trial }) => trial.values[parameter.address] !== undefined);
  const best = shown.reduce<Rated | null>((found, one) => (found && found.cost <= one.cost ? found : one), null);
  const description = best
    ? `${shown.length} trials; best at ${valueWords(base, parameter, best.trial.values[parameter.address] ?? 0)}: ${figureWords(objective, best.figure)}.`
    : 'No trial yet.';
  return (
    <Chart title={name} height={HEIGHT} description={description} tables={() => tablesOf({ study, parameter, rated: shown, expected })}>
      {(width) => {
        const area: Area = { left: ROOM_LEFT, right: width - 14, top: 8, bottom: HEIGHT - 26 };
        const across = (value: string | number | boolean) =>
          area.left + 8 + placeOn(parameter.domain, value) * (area.right - area.left - 16);
        return (
          <>
            <FigureRows axis={axis} area={area} objective={objective} />
            {expected && <Surrogate expected={expected} axis={axis} area={area} across={across} />}
            {shown.map(({ trial, figure }) => (
              <circle
                key={trial.number}
                cx={across(trial.values[parameter.address] ?? 0)}
                cy={levelOf(axis, area, figure)}
                r={4}
                className={styles.dot}
                data-best={trial === best?.trial || undefined}
              >
                <title>{`Trial ${trial.number}: ${valueWords(base, parameter, trial.values[parameter.address] ?? 0)}, ${figureWords(objective, figure)}`}</title>
              </circle>
            ))}
            {labelledValues(parameter.domain).map((value, i, all) => (
              <text
                key={String(value)}
                x={across(value)}
                y={HEIGHT - 8}
                className={styles.tick}
                textAnchor={parameter.domain.kind === 'list' ? 'middle' : i === 0 ? 'start' : i === all.length - 1 ? 'end' : 'middle'}
              >
                {fitting(valueWords(base, parameter, value), (area.right - area.left) / all.length)}
                <title>{valueWords(base, parameter, value)}</title>
              </text>
            ))}
          </>
        );
      }}
    </Chart>
  );
}

/** The trials, and what is expected of each value. */
function tablesOf({ study, parameter, rated, expected }: Omit<ParameterChartProps, 'axis'>): FigureTable[] {
  const { base, objective } = study;
  const own = parameterColumn(study, parameter);
  const trials: FigureTable = {
    caption: own.title,
    columns: [TRIAL_COLUMN, own, figureColumn(objective)],
    rows: rated.map(({ trial, figure }) => [trial.number, valueCell(study, parameter, trial), figure]),
  };
  if (!expected) return [trials];
  const columns = [own, ...['Mean', 'Two deviations below', 'Two deviations above'].map((title) => figureColumn(objective, title))];
  const rows = expected.map(({ value, mean, deviation }) => [
    typeof value === 'number' ? value : valueWords(base, parameter, value),
    mean,
    mean - 2 * deviation,
    mean + 2 * deviation,
  ]);
  return [trials, { caption: `${own.title}: what the Gaussian process expects`, columns, rows }];
}

interface SurrogateProps {
  expected: readonly Expected[];
  axis: FigureAxis;
  area: Area;
  across(value: Expected['value']): number;
}

/** The expected mean with two standard deviations to each side: a line and a band, or a mark for each choice. */
function Surrogate({ expected, axis, area, across }: SurrogateProps) {
  const at = (figure: number) => levelOf(axis, area, figure);
  if (expected.some(({ value }) => typeof value !== 'number') || expected.length < 3)
    return expected.map(({ value, mean, deviation }) => (
      <g key={String(value)}>
        <rect
          x={across(value) - 9}
          width={18}
          y={at(mean + 2 * deviation)}
          height={Math.max(1, at(mean - 2 * deviation) - at(mean + 2 * deviation))}
          className={styles.unsure}
        />
        <path d={`M${across(value) - 9} ${at(mean)}h18`} className={styles.expected} />
      </g>
    ));
  const point = (value: Expected['value'], figure: number) => `${across(value).toFixed(1)} ${at(figure).toFixed(1)}`;
  const upper = expected.map(({ value, mean, deviation }) => point(value, mean + 2 * deviation));
  const lower = expected.map(({ value, mean, deviation }) => point(value, mean - 2 * deviation)).toReversed();
  return (
    <>
      <path d={`M${[...upper, ...lower].join('L')}Z`} className={styles.unsure} />
      <path d={`M${expected.map(({ value, mean }) => point(value, mean)).join('L')}`} className={styles.expected} />
    </>
  );
}
