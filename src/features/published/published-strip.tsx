import type { PublishedPreset } from '@/experiment/presets/published';
import { type Compared, differenceWords, figureWords, headlineOf } from './figures';
import styles from './published.module.css';

interface PublishedStripProps {
  preset: PublishedPreset;
  rows: readonly Compared[];
  /** What of the run is not as published, in words; empty where all is. */
  changed: readonly string[];
  /** What the run stands at: nothing yet, under way, or done. */
  state: 'none' | 'running' | 'done';
}

/** The published figures beside those of the run on show: one line, and the table under it. */
export function PublishedStrip({ preset, rows, changed, state }: PublishedStripProps) {
  const headline = headlineOf(rows);
  return (
    <details className={styles.strip}>
      <summary>
        <span className={styles.name}>
          <code>{preset.id}</code> {preset.title}
        </span>
        {headline ? (
          <span>
            {headline.figure.label} <b>{figureWords(headline.figure.value, headline.figure)}</b> published ·{' '}
            <b>{figureWords(headline.yours, headline.figure)}</b> yours
          </span>
        ) : (
          <span>no figures published</span>
        )}
        {changed.length > 0 && <span className={styles.changed}>not as published</span>}
      </summary>
      {rows.length > 0 && <Comparison rows={rows} />}
      {state !== 'done' && (
        <p>{state === 'none' ? 'Train to compare with your result.' : 'Figures on the test images come at the end of the run.'}</p>
      )}
      {changed.length > 0 && <p>Changed since published: {changed.join('; ')}.</p>}
      {preset.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </details>
  );
}

function Comparison({ rows }: { rows: readonly Compared[] }) {
  return (
    <table className={styles.table}>
      <caption>Published and yours</caption>
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col">Published</th>
          <th scope="col">Yours</th>
          <th scope="col">Difference</th>
          <th scope="col">Remark</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ figure, yours }) => (
          <tr key={figure.label}>
            <th scope="row">{figure.label}</th>
            <td>{figureWords(figure.value, figure)}</td>
            <td>{figureWords(yours, figure)}</td>
            <td>{differenceWords(yours, figure)}</td>
            <td>{figure.note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
