import styles from './app.module.css';

/** Marks what can be skipped to. Of the marked ones a view shows one; the design of a small screen none, since there nothing is to be skipped. */
export const SKIP_TARGET = { tabIndex: -1, 'data-skip-target': true } as const;

/** The first stop of the Tab key: past the header and the design, to what the run shows. Not a link, since the page's address stays as it is. */
export function SkipLink() {
  return (
    <button type="button" className={styles.skip} onClick={skip}>
      Skip to the results
    </button>
  );
}

/** The first region in what is in sight takes the focus: it has a name to be announced by. */
function skip(): void {
  const target = [...document.querySelectorAll<HTMLElement>('[data-skip-target]')].find((each) => each.offsetParent !== null);
  const region = target?.querySelector<HTMLElement>('section');
  if (region) region.tabIndex = -1;
  (region ?? target)?.focus();
}
