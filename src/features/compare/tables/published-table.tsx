import { PUBLISHED, type PublishedFigure, type PublishedPreset, REPORTS, type ReportId } from '@/experiment/presets/published';
import { formatCount, NO_NUMBER } from '@/experiment/words/numbers';
import { figureIn } from '@/metrics/published';
import type { Run } from '@/run/types';
import styles from '../compare.module.css';
import { Scroll } from './scroll';

/** The figures that a report prints of each of its experiments, and under them those of your runs: the first one that carries the experiment's name. */
export function PublishedTable({ report, runs }: { report: ReportId; runs: readonly Run[] }) {
  const presets = PUBLISHED.filter((preset) => preset.report === report);
  const labels = [...new Set(presets.flatMap(({ figures }) => figures.map(({ label }) => label)))];
  return (
    <Scroll name="Published figures">
      <table className={`${styles.table} ${styles.capitals}`}>
        <caption>
          Report {report}: {REPORTS[report]} <span>As published; below that, yours.</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Experiment</th>
            {labels.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {presets.map((preset) => {
            const run = runs.find(({ experiment }) => namesOf(preset).includes(experiment.name));
            return (
              <tr key={preset.id}>
                <th scope="row">
                  {preset.id} <span className={styles.apart}>{run ? preset.title : 'not trained yet'}</span>
                </th>
                {preset.figures.length === 0 ? (
                  <td colSpan={labels.length} className={styles.nothing}>
                    The report gives no figures.
                  </td>
                ) : (
                  labels.map((label) => <Figure key={label} figure={preset.figures.find((figure) => figure.label === label)} run={run} />)
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

const namesOf = ({ experiment, variants }: PublishedPreset): string[] => [
  experiment.name,
  ...variants.map((variant) => variant.experiment.name),
];

function Figure({ figure, run }: { figure: PublishedFigure | undefined; run: Run | undefined }) {
  if (!figure) return <td>{NO_NUMBER}</td>;
  const yours = run ? figureIn(run, figure.figure) : null;
  return (
    <td title={figure.note}>
      {printed(figure.value, figure)}
      {run && <span className={styles.apart}>{yours === null || !Number.isFinite(yours) ? NO_NUMBER : printed(yours, figure)}</span>}
    </td>
  );
}

const printed = (value: number, { digits }: PublishedFigure): string => (digits === 0 ? formatCount(value) : value.toFixed(digits));
