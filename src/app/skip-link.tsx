import styles from './app.module.css';

/** What can be skipped to is marked by this attribute; where several are in sight, the last is meant. */
export const SKIP_TARGET = { tabIndex: -1, 'data-skip-target': true } as const;

/** The first stop of the Tab key: past the header and the design, to what the run shows. Not a link, since the page's address stays as it is. */
export function SkipLink() {
  return (
    <button type="button" className={styles.skip} onClick={skip}>
      Skip to the results
    </button>
  );
}

function skip(): void {
  const targets = [...document.querySelectorAll<HTMLElement>('[data-skip-target]')];
  targets.findLast((target) => target.offsetParent !== null)?.focus();
}
