import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { lastInput, showBeside } from './bubble';
import styles from './use-help.module.css';

const HOVER_DELAY_MS = 350;

interface Help {
  /** Id of the description, for aria-describedby. */
  id: string;
  /** For the element that explains itself on hover and touch. */
  anchor: {
    ref: (element: HTMLElement | null) => void;
    onPointerEnter: () => void;
    onPointerLeave: () => void;
    onClick: () => void;
  };
  /** For the element whose keyboard focus opens the help. */
  focus: { onFocus: () => void; onBlur: () => void };
  /** The bubble; render it anywhere beside. */
  bubble: ReactNode;
}

/**
 * A one-line explanation that opens on hover, keyboard focus and touch, closes on Escape, and is always there for screen readers.
 * The bubble is a native popover, so that no panel's overflow cuts it off.
 */
export function useHelp(text: string): Help {
  const id = useId();
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const close = useCallback(() => {
    clearTimeout(timer.current);
    setOpen(false);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close();
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [open, close]);
  const place = useCallback((bubble: HTMLElement | null) => {
    if (bubble && anchor.current) showBeside(bubble, anchor.current);
  }, []);
  return {
    id,
    anchor: {
      ref: (element) => {
        anchor.current = element;
      },
      onPointerEnter: () => {
        timer.current = setTimeout(() => setOpen(true), HOVER_DELAY_MS);
      },
      onPointerLeave: close,
      onClick: () => setOpen(true),
    },
    focus: { onFocus: () => lastInput() === 'keyboard' && setOpen(true), onBlur: close },
    bubble: (
      <>
        <span id={id} hidden>
          {text}
        </span>
        {open && (
          <span ref={place} popover="manual" className={styles.bubble} aria-hidden="true">
            {text}
          </span>
        )}
      </>
    ),
  };
}
