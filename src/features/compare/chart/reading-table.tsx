import { formatCount, formatLoss, NO_NUMBER } from '@/experiment/words/numbers';
import { scoreInWords } from '@/experiment/words/score';
import { reachOf, readingAt, type XUnit } from '@/metrics/comparison/run-curve';
import styles from '../compare.module.css';
import type { ComparedRun } from '../compared';
import { LineSample } from './marker';

interface ReadingTableProps {
  runs: readonly ComparedRun[];
  hidden: ReadonlySet<string>;
  unit: XUnit;
  /** `null` for the end of each run. */
  x: number | null;
  onToggle(runId: string): void;
}

/** The legend, and what every run stood at at the place that is read. A run's name hides its lines and shows them again. */
export function ReadingTable({ runs, hidden, unit, x, onToggle }: ReadingTableProps) {
  return (
    <table className={styles.table}>
      <caption>
        At {x === null ? 'the end of each run' : placeWords(unit, x)}{' '}
        <span>Training: the batch at that point. Validation: the last epoch before it. Click a name to hide its lines.</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">Training loss</th>
          <th scope="col">Validation loss</th>
          <th scope="col">Training accuracy</th>
          <th scope="col">Validation accuracy</th>
        </tr>
      </thead>
      <tbody>
        {runs.map(({ run, letter, title, mark }) => {
          const reading = readingAt(run, unit, x ?? reachOf(run, unit));
          return (
            <tr key={run.id}>
              <th scope="row">
                <button type="button" className={styles.legend} aria-pressed={!hidden.has(run.id)} onClick={() => onToggle(run.id)}>
                  <LineSample mark={mark} />
                  <b>{letter}</b> <span>{title}</span>
                </button>
              </th>
              <td>{reading ? formatLoss(reading.training.loss) : NO_NUMBER}</td>
              <td>{reading ? formatLoss(reading.validation?.loss) : NO_NUMBER}</td>
              <td>{reading ? scoreInWords(run.experiment.data, reading.training.accuracy) : NO_NUMBER}</td>
              <td>{reading ? scoreInWords(run.experiment.data, reading.validation?.accuracy) : NO_NUMBER}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A place on the horizontal axis in words: "epoch 1.50". `x` is in epochs, steps or seconds, as `unit` says. */
export function placeWords(unit: XUnit, x: number): string {
  if (unit === 'epoch') return `epoch ${x.toFixed(2)}`;
  return unit === 'step' ? `step ${formatCount(Math.round(x))}` : `${x.toFixed(1)} s of training`;
}
