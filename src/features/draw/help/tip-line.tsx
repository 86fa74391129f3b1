import styles from './help.module.css';
import type { Tip } from './use-tip';

/** One sentence of advice, the button that follows it, and the way to be rid of it. It vanishes with either: `onDone` has the focus go elsewhere. */
export function TipLine({ tip, onDone }: { tip: Tip; onDone(): void }) {
  const done = (what: () => void) => () => {
    what();
    onDone();
  };
  return (
    <div className={styles.tip}>
      <p role="status">{tip.words}</p>
      <button type="button" className={styles.apply} onClick={done(tip.apply)}>
        {tip.verb}
      </button>
      <button type="button" className={styles.dismiss} aria-label="Dismiss" title="Dismiss" onClick={done(tip.dismiss)}>
        ×
      </button>
    </div>
  );
}
