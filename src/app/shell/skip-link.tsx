import styles from './app.module.css';

/** Marks what can be skipped to. Of the marked ones a view shows one; the design of a small screen none, since there nothing is to be skipped. */
export const SKIP_TARGET = { tabIndex: -1, 'data-skip-target': true } as const;

/** The first stops of the Tab key: past the header and the design to what the run shows, or to Train. No links, since the page's address stays as it is. */
export function SkipLink() {
  return (
    <>
      <button type="button" className={styles.skip} onClick={skip}>
        Skip to the results
      </button>
      <button type="button" className={styles.skip} onClick={skipToTrain}>
        Skip to Train
      </button>
    </>
  );
}

/** The first region in what is in sight takes the focus: it has a name to be announced by. */
function skip(): void {
  const target = [...document.querySelectorAll<HTMLElement>('[data-skip-target]')].find((each) => each.offsetParent !== null);
  const region = target?.querySelector<HTMLElement>('section');
  if (region) region.tabIndex = -1;
  (region ?? target)?.focus();
}

/** The main button of the run bar; where it cannot be pressed, the bar itself, which says why. */
function skipToTrain(): void {
  const bar = document.querySelector<HTMLElement>('section[aria-label="Run"]');
  if (!bar) return;
  bar.tabIndex = -1;
  (bar.querySelector<HTMLElement>('button:enabled') ?? bar).focus();
}
