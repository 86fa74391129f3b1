import { useCallback, useEffect, useState } from 'react';
import { lastInput, showBeside } from './bubble';
import styles from './use-help.module.css';

/** What a title belongs to, and what it says. */
interface Shown {
  anchor: HTMLElement;
  text: string;
}

/**
 * Browsers show an element's `title` to a mouse alone. This shows it on keyboard focus and on a tap as well, for every element of the page. Rendered
 * once.
 */
export function TitleBubbles() {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    const hide = () => setShown(null);
    const onFocus = ({ target }: FocusEvent) => setShown(lastInput() === 'keyboard' ? titleAt(target) : null);
    const onClick = ({ target }: MouseEvent) => lastInput() === 'touch' && setShown(explanationAt(target));
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && hide();
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', hide);
    document.addEventListener('click', onClick);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('keydown', onKey);
    document.addEventListener('scroll', hide, true);
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('click', onClick);
      document.removeEventListener('pointerdown', hide);
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('scroll', hide, true);
    };
  }, []);
  const place = useCallback(
    (bubble: HTMLElement | null) => {
      if (bubble && shown) showBeside(bubble, shown.anchor);
    },
    [shown],
  );
  return (
    shown && (
      <span ref={place} key={shown.text} popover="manual" className={styles.bubble} aria-hidden="true">
        {shown.text}
      </span>
    )
  );
}

/** The title that a mouse would be shown there; `null` where there is none, and where it repeats what can be read anyway. */
function titleAt(target: EventTarget | null): Shown | null {
  const anchor = target instanceof Element ? target.closest<HTMLElement>('[title]') : null;
  if (!anchor?.title) return null;
  const cut = anchor.scrollWidth > anchor.clientWidth;
  return anchor.title === anchor.textContent?.trim() && !cut ? null : { anchor, text: anchor.title };
}

/** As `titleAt`, but not for the name of a button without words: whoever taps that knows it. */
function explanationAt(target: EventTarget | null): Shown | null {
  const found = titleAt(target);
  const name = found?.anchor.getAttribute('aria-label');
  return name && found?.text.startsWith(name) ? null : found;
}
