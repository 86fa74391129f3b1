import { memo, useEffect, useId, useRef } from 'react';
import type { Experiment } from '@/experiment/experiment';
import { NO_NUMBER } from '@/experiment/words/numbers';
import type { Column } from './columns';
import type { RunActions } from './run-actions';
import { RunDetail } from './run-detail';
import { StarButton } from './run-labels';
import { type RunRow, whenWords } from './run-row';
import styles from './runs-table.module.css';

interface RunLineProps {
  row: RunRow;
  columns: readonly Column[];
  now: number;
  best: boolean;
  onShow: boolean;
  open: boolean;
  design: Experiment;
  /** It is among those to be compared. */
  chosen: boolean;
  onToggle(): void;
  onChoose(): void;
  actions: RunActions;
}

/** Settings that a line has room for. */
const MOST_SETTINGS = 3;

/** One run in the table, and below it, once opened, its settings and what can be done with it. */
export function RunLine({ row, columns, now, best, onShow, open, design, chosen, onToggle, onChoose, actions }: RunLineProps) {
  const { title } = row;
  const id = useId();
  const detail = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    // What a person opens at the end of a scrolled table would otherwise open out of sight.
    if (open) detail.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <>
      <tr data-shown={onShow || undefined} data-open={open || undefined}>
        <th scope="row" className={styles.name}>
          <div className={styles.head}>
            <input type="checkbox" className={styles.choose} aria-label={`Compare ${title}`} checked={chosen} onChange={onChoose} />
            <StarButton run={row.run} name={title} onLabel={(change) => actions.onLabel(row.run, change)} />
            <button type="button" className={styles.model} aria-expanded={open} aria-controls={open ? id : undefined} onClick={onToggle}>
              {title}
            </button>
          </div>
          <Remarks row={row} onShow={onShow} />
        </th>
        <Cells row={row} columns={columns} now={now} best={best} />
      </tr>
      {open && (
        <tr ref={detail} id={id} className={styles.detailRow}>
          <td colSpan={columns.length}>
            <RunDetail row={row} onShow={onShow} design={design} actions={actions} />
          </td>
        </tr>
      )}
    </>
  );
}

/** Under the model: whether it is on show, which published experiment it is, and what else sets it apart. */
function Remarks({ row: { run, model, settings }, onShow }: Pick<RunLineProps, 'row' | 'onShow'>) {
  const more = settings.length - MOST_SETTINGS;
  const words = [
    run.name ? model : '',
    run.experiment.name,
    ...settings.slice(0, MOST_SETTINGS).map(unbroken),
    more > 0 ? `${more}\u00a0more` : '',
  ].filter(Boolean);
  if (!onShow && words.length === 0) return null;
  return (
    <p className={styles.remarks}>
      {onShow && <span className={styles.shown}>shown now</span>} {words.join(' · ')}
    </p>
  );
}

/** A setting whose value stays beside its name where the line breaks. */
const unbroken = (words: string) => words.replace(/ (?=\S{1,6}$)/, '\u00a0');

const Cells = memo(function Cells({ row, columns, now, best }: Pick<RunLineProps, 'row' | 'columns' | 'now' | 'best'>) {
  const { run, status } = row;
  return (
    <>
      {columns.flatMap(({ key, figure }) => {
        if (!figure) return [];
        const isBest = best && key === (row.testR2 === null ? 'testAccuracy' : 'testR2');
        return (
          <td key={key} data-figure data-best={isBest || undefined}>
            {isBest && (
              <span role="img" aria-label="best" className={styles.star}>
                ◆
              </span>
            )}
            {figure(row)}
          </td>
        );
      })}
      <td className={styles.status}>{status}</td>
      <td className={styles.when}>
        <time dateTime={new Date(run.createdAt).toISOString()} title={new Date(run.createdAt).toLocaleString('en-GB')}>
          {whenWords(run.createdAt, now)}
        </time>
      </td>
      <td className={styles.engine}>{run.engine.split(' · ')[0] || NO_NUMBER}</td>
    </>
  );
});
