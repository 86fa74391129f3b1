import { formatCount } from '@/experiment/words/numbers';
import styles from './legend.module.css';
import { colorVariable, shapeOf } from './scatter/marks';

interface LegendProps {
  classNames: readonly string[];
  /** Images of each class, as the map colors them. */
  counts: readonly number[];
  hidden: ReadonlySet<number>;
  onHidden(hidden: ReadonlySet<number>): void;
}

/** What colors and shapes mean; each class can be hidden. */
export function Legend({ classNames, counts, hidden, onHidden }: LegendProps) {
  const toggle = (label: number) => {
    const next = new Set(hidden);
    if (!next.delete(label)) next.add(label);
    onHidden(next);
  };
  return (
    <div className={styles.legend}>
      <fieldset className={styles.classes}>
        <legend className="visually-hidden">Classes on the map</legend>
        {classNames.map((name, label) => (
          <button
            key={name}
            type="button"
            className={styles.entry}
            aria-pressed={!hidden.has(label)}
            title={hidden.has(label) ? `Show ${name}` : `Hide ${name}`}
            onClick={() => toggle(label)}
          >
            <ClassMark label={label} />
            <span className={styles.name}>{name}</span>
            <span className={styles.count}>{formatCount(counts[label] ?? 0)}</span>
          </button>
        ))}
      </fieldset>
      <p className={styles.note}>
        An outlined mark is a mistake.{' '}
        {hidden.size > 0 && (
          <button type="button" className={styles.all} onClick={() => onHidden(new Set())}>
            Show all classes
          </button>
        )}
      </p>
    </div>
  );
}

/** A class's shape in its color. */
export const ClassMark = ({ label }: { label: number }) => (
  <svg
    className={styles.mark}
    viewBox="-11 -11 22 22"
    width="14"
    height="14"
    aria-hidden="true"
    style={{ color: `var(${colorVariable(label)})` }}
  >
    <path d={shapeOf(label)} fill="currentColor" />
  </svg>
);
