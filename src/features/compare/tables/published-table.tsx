import { PUBLISHED, type PublishedFigure, type PublishedPreset, REPORTS, type ReportId } from '@/experiment/presets/published';
import { formatPrinted, NO_NUMBER } from '@/experiment/words/numbers';
import { figureIn } from '@/metrics/published';
import type { Run } from '@/run/types';
import styles from '../compare.module.css';
import { Scroll } from './scroll';

/** The figures that a report prints of each of its experiments, and under them those of your runs: the first one that carries the experiment's name. */
export function PublishedTable({ report, runs }: { report: ReportId; runs: readonly Run[] }) {
  const rows = PUBLISHED.filter((preset) => preset.report === report).flatMap(rowsOf);
  const labels = [...new Set(rows.flatMap(({ figures }) => figures.map(({ label }) => label)))];
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
          {rows.map(({ name, title, names, figures }) => {
            const run = runs.find(({ experiment }) => names.includes(experiment.name));
            return (
              <tr key={name}>
                <th scope="row">
                  {name} <span className={styles.apart}>{run ? title : 'not trained yet'}</span>
                </th>
                {figures.length === 0 ? (
                  <td colSpan={labels.length} className={styles.nothing}>
                    The report gives no figures.
                  </td>
                ) : (
                  labels.map((label) => <Figure key={label} figure={figures.find((figure) => figure.label === label)} run={run} />)
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

interface Row {
  name: string;
  title: string;
  /** Of the Experiments whose runs belong here. */
  names: string[];
  figures: readonly PublishedFigure[];
}

/** A row for the experiment, whichever of its forms was trained; a row for each form that has figures of its own. */
function rowsOf({ id, title, experiment, figures, variants }: PublishedPreset): Row[] {
  const own = variants.filter((form) => form.figures);
  if (own.length === 0)
    return [{ name: id, title, names: [experiment, ...variants.map((form) => form.experiment)].map(({ name }) => name), figures }];
  return own.map((form) => ({ name: `${id} ${form.id}`, title: form.title, names: [form.experiment.name], figures: form.figures ?? [] }));
}

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

const printed = (value: number, { digits }: PublishedFigure): string => formatPrinted(value, digits);
