import styles from './help.module.css';
import type { Tip } from './use-tip';

/** One sentence of advice, the button that follows it, and the way to be rid of it. */
export function TipLine({ tip }: { tip: Tip }) {
  return (
    <div className={styles.tip}>
      <p role="status">{tip.words}</p>
      <button type="button" className={styles.apply} onClick={tip.apply}>
        {tip.verb}
      </button>
      <button type="button" className={styles.dismiss} aria-label="Dismiss" title="Dismiss" onClick={tip.dismiss}>
        ×
      </button>
    </div>
  );
}
