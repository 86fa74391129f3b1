import { type CSSProperties, type KeyboardEvent, memo, useState } from 'react';
import { shortClassName } from '@/experiment/words/class-names';
import { formatCount, formatLoss, formatPercent } from '@/experiment/words/numbers';
import { type Normalization, normalizeConfusion } from '@/metrics/confusion';
import type { Evaluation, EvaluationSet } from '@/run/types';
import { cellAfter } from '@/ui/grid-keys';
import styles from './confusion-table.module.css';

interface ConfusionTableProps {
  evaluation: Evaluation;
  classNames: readonly string[];
  classical: boolean;
  /** What is counted. */
  items: 'images' | 'rows';
  by: Normalization;
  onCell(set: EvaluationSet, truth: number, predicted: number): void;
}

/** Up to so many classes the names stand upright above their columns. */
const MOST_UPRIGHT = 4;

const SET_NAMES = { validation: 'Validation', test: 'Test' };
const SHARES: Record<Exclude<Normalization, 'counts'>, string> = {
  row: 'percent of each true class',
  column: 'percent of each predicted class',
  all: 'percent of all',
};

/**
 * One evaluation as a table: a row for each true class, a column for each predicted one, darker where more images are. Its cells are buttons with one
 * tab stop; arrow keys move between them.
 */
export const ConfusionTable = memo(function ConfusionTable({ evaluation, classNames, classical, items, by, onCell }: ConfusionTableProps) {
  const { confusion } = evaluation;
  const classes = confusion.length;
  const [chosen, setAt] = useState(0);
  const at = Math.min(chosen, classes * classes - 1);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = cellAfter(event.key, at, { columns: classes, count: classes * classes });
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  };
  const subject = `${SET_NAMES[evaluation.set]}${classical ? '' : `, epoch ${evaluation.epoch}`}`;
  const cells = normalizeConfusion(confusion, by);
  const full = by === 'row' || by === 'column' ? 1 : cells.reduce((most, row) => Math.max(most, ...row), 0);
  const size: CSSProperties & Record<'--classes', number> = { '--classes': confusion.length };
  return (
    <>
      <div className={styles.frame} style={size} data-upright={confusion.length <= MOST_UPRIGHT}>
        <table className={styles.table}>
          <caption className="visually-hidden">
            {subject}: {formatCount(evaluation.count)} {items}. Rows are true classes, columns predicted classes; cells are{' '}
            {by === 'counts' ? items : SHARES[by]}.
          </caption>
          <ColumnHeads names={classNames} />
          <tbody onKeyDown={onKeyDown}>
            {cells.map((row, truth) => (
              <tr key={classNames[truth] ?? truth}>
                <th scope="row" title={classNames[truth]}>
                  {shortClassName(classNames[truth] ?? String(truth))}
                </th>
                {row.map((value, predicted) => (
                  <Cell
                    key={classNames[predicted] ?? predicted}
                    value={value}
                    full={full}
                    by={by}
                    right={truth === predicted}
                    label={labelOf(classNames, truth, predicted, confusion[truth]?.[predicted] ?? 0)}
                    tabStop={truth * classes + predicted === at}
                    onFocus={() => setAt(truth * classes + predicted)}
                    onOpen={() => onCell(evaluation.set, truth, predicted)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Foot evaluation={evaluation} subject={subject} items={items} />
    </>
  );
});

function ColumnHeads({ names }: { names: readonly string[] }) {
  return (
    <thead>
      <tr>
        <td className={styles.corner} aria-hidden="true">
          <span>predicted →</span>
          <span>true ↓</span>
        </td>
        {names.map((name) => (
          <th key={name} scope="col" title={name}>
            <span>{shortClassName(name)}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** "Shirt taken for Bag: 3", whatever the cell shows. */
function labelOf(classNames: readonly string[], truth: number, predicted: number, count: number): string {
  const [name, said] = [classNames[truth] ?? `Class ${truth}`, classNames[predicted] ?? `Class ${predicted}`];
  return `${name} ${truth === predicted ? 'correctly recognized' : `taken for ${said}`}: ${formatCount(count)}`;
}

interface CellProps {
  value: number;
  full: number;
  by: Normalization;
  right: boolean;
  label: string;
  tabStop: boolean;
  onFocus(): void;
  onOpen(): void;
}

/** A cell; an empty one looks empty, so that mistakes stand out. */
function Cell({ value, full, by, right, label, tabStop, onFocus, onOpen }: CellProps) {
  // The square root lifts the rare mistakes, which are what one looks for, off the background.
  const shade: CSSProperties & Record<'--v', string> = { '--v': full > 0 ? Math.sqrt(value / full).toFixed(3) : '0' };
  return (
    <td style={shade} className={right ? styles.right : undefined}>
      <button type="button" className={styles.cell} aria-label={label} tabIndex={tabStop ? 0 : -1} onFocus={onFocus} onClick={onOpen}>
        {value === 0 ? <span className="visually-hidden">0</span> : cellText(value, by)}
      </button>
    </td>
  );
}

/** Counts as they are, shares as percent with at most one decimal and no sign. */
function cellText(value: number, by: Normalization): string {
  if (by === 'counts') return String(value);
  return value < 0.0005 ? '<0.1' : String(Number((100 * value).toFixed(1)));
}

function Foot({ evaluation: { count, score }, subject, items }: Pick<ConfusionTableProps, 'evaluation' | 'items'> & { subject: string }) {
  return (
    <p className={styles.foot}>
      <span>
        {subject}, {formatCount(count)} {items}
      </span>
      <span>
        accuracy <strong>{formatPercent(score.accuracy)}</strong>, loss <strong>{formatLoss(score.loss)}</strong>
      </span>
    </p>
  );
}
