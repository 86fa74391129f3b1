import { useState } from 'react';
import { counted, formatDuration } from '@/experiment/words/numbers';
import { type Progress, progressOf } from '@/study/findings/progress';
import type { Objective, Trial } from '@/study/trial';
import { figureWords } from '@/study/words';
import { Choice } from '@/ui/fields/choice';
import { Chart } from './chart';
import type { FigureTable } from './chart-table';
import styles from './charts.module.css';
import { figureColumn, TRIAL_COLUMN } from './columns';
import { type Area, FigureRows, levelOf, ROOM_LEFT } from './figure-rows';
import { figureAxis } from './scale';

type Unit = 'trials' | 'time';

const UNITS = [
  { value: 'trials', label: 'Trials', help: 'One step for each trial.' },
  { value: 'time', label: 'Time', help: 'Seconds of training of all trials so far.' },
] as const;
const HEIGHT = 220;

/** The best figure so far over the trials or over time, with each trial as a dot. */
export function ProgressChart({ objective, trials }: { objective: Objective; trials: readonly Trial[] }) {
  const [unit, setUnit] = useState<Unit>('trials');
  const progress = progressOf(objective, trials);
  const last = progress.at(-1);
  if (!last) return null;
  const axis = figureAxis(
    objective,
    progress.map(({ figure }) => figure),
  );
  // The first trial stands at the left end, as its label says; seconds begin at none.
  const newest = trials.at(-1)?.number ?? last.trial.number;
  const [from, to] = unit === 'trials' ? [1, Math.max(newest, 2)] : [0, Math.max(last.seconds, 1e-9)];
  const xOf = ({ trial, seconds }: (typeof progress)[number]) => (unit === 'trials' ? trial.number : seconds);
  const description = `Best so far: ${figureWords(objective, last.best)} after ${counted(progress.length, 'trial')}.`;
  return (
    <Chart
      title="Best so far"
      height={HEIGHT}
      description={description}
      tables={() => [progressTable(objective, progress)]}
      aside={<Choice name="Over" value={unit} options={UNITS} onChange={setUnit} />}
    >
      {(width) => {
        const area: Area = { left: ROOM_LEFT, right: width - 12, top: 10, bottom: HEIGHT - 28 };
        const across = (x: number) => area.left + 6 + ((x - from) / (to - from)) * (area.right - area.left - 12);
        const path = progress
          .map(
            (step, i) =>
              `${i === 0 ? 'M' : `H${across(xOf(step)).toFixed(1)}V`}${i === 0 ? `${across(xOf(step)).toFixed(1)} ` : ''}${levelOf(axis, area, step.best).toFixed(1)}`,
          )
          .join('');
        return (
          <>
            <FigureRows axis={axis} area={area} objective={objective} />
            <path d={`${path}H${across(unit === 'trials' ? newest : last.seconds).toFixed(1)}`} className={styles.best} />
            {progress.map((step) => (
              <circle key={step.trial.number} cx={across(xOf(step))} cy={levelOf(axis, area, step.figure)} r={3.5} className={styles.dot}>
                <title>{`Trial ${step.trial.number}: ${figureWords(objective, step.figure)}`}</title>
              </circle>
            ))}
            <text x={area.left} y={HEIGHT - 10} className={styles.tick}>
              {unit === 'trials' ? 'Trial 1' : '0 s'}
            </text>
            <text x={area.right} y={HEIGHT - 10} className={styles.tick} textAnchor="end">
              {unit === 'trials' ? newest > 1 && `Trial ${newest}` : formatDuration(last.seconds)}
            </text>
          </>
        );
      }}
    </Chart>
  );
}

const progressTable = (objective: Objective, progress: readonly Progress[]): FigureTable => ({
  caption: 'Best so far',
  columns: [
    TRIAL_COLUMN,
    figureColumn(objective),
    figureColumn(objective, 'Best so far'),
    { id: 'seconds', title: 'Time until then', words: formatDuration },
  ],
  rows: progress.map(({ trial, figure, best, seconds }) => [trial.number, figure, best, seconds]),
});
