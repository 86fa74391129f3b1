import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import styles from './use-help.module.css';

const HOVER_DELAY_MS = 350;

/** Whether the last thing a person touched was the keyboard: help opens by itself on focus only then. */
let keyboard = false;
if (typeof document !== 'undefined') {
  document.addEventListener('keydown', () => (keyboard = true), true);
  document.addEventListener('pointerdown', () => (keyboard = false), true);
}

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
    if (bubble) showBeside(bubble, anchor.current);
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
    focus: { onFocus: () => keyboard && setOpen(true), onBlur: close },
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

/** Opens the bubble under its anchor, or above where there is no room or a label's own control stands below, inside the window. */
function showBeside(bubble: HTMLElement, anchor: HTMLElement | null): void {
  if (!anchor) return;
  bubble.showPopover();
  const from = anchor.getBoundingClientRect();
  const size = bubble.getBoundingClientRect();
  const left = Math.max(8, Math.min(from.left, window.innerWidth - size.width - 8));
  const below = from.bottom + 6;
  bubble.style.left = `${left}px`;
  const above = from.top - size.height - 6;
  const upwards = below + size.height > window.innerHeight - 8 || (anchor instanceof HTMLLabelElement && above >= 8);
  bubble.style.top = `${upwards ? above : below}px`;
}
