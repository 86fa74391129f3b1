import { NO_NUMBER } from '@/experiment/words/numbers';
import styles from '../compare.module.css';
import type { ComparedRun } from '../compared';
import { differingRows } from './differing';
import { Scroll } from './scroll';

/** Only the settings that are not the same in all runs, and what computed them where that is not. */
export function SettingsTable({ runs }: { runs: readonly ComparedRun[] }) {
  const { rows, roundsDifferently } = differingRows(runs.map(({ run }) => run));
  if (rows.length === 0) return <p className={styles.none}>All of these runs have the same settings.</p>;
  return (
    <>
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
      {roundsDifferently && (
        <p className={styles.none}>Engines, and builds of one, round differently: the last digits may differ for that alone.</p>
      )}
    </>
  );
}
