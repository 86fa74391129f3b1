import { NO_NUMBER } from '@/experiment/words/numbers';
import { differingSettings } from '@/experiment/words/setting-table';
import styles from '../compare.module.css';
import type { ComparedRun } from '../compared';
import { Scroll } from './scroll';

/** Only the settings that are not the same in all runs. */
export function SettingsTable({ runs }: { runs: readonly ComparedRun[] }) {
  const rows = differingSettings(runs.map(({ run }) => run.experiment));
  if (rows.length === 0) return <p className={styles.none}>All of these runs have the same settings.</p>;
  return (
    <Scroll name="Table of settings">
      <table className={`${styles.table} ${styles.settings}`}>
        <caption>Settings that differ</caption>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            {runs.map(({ run, letter, title }) => (
              <th key={run.id} scope="col" title={title}>
                {letter}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, values }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {values.map((value, i) => (
                <td key={runs[i]?.run.id}>{value ?? NO_NUMBER}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
