import { useEffect } from 'react';

interface Undoing {
  canUndo: boolean;
  canRedo: boolean;
  onUndo(): void;
  onRedo(): void;
}

/** Places that undo what was typed or drawn in them themselves. */
const OWN_UNDO =
  '[data-own-undo], textarea, [contenteditable], input:not([type="checkbox"], [type="radio"], [type="range"], [type="button"])';

/** Ctrl+Z and Ctrl+Shift+Z (and Ctrl+Y; Cmd on a Mac) anywhere on the page but where typing or drawing has an undo of its own. */
export function useUndoKeys({ canUndo, canRedo, onUndo, onRedo }: Undoing): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const wish = wishOf(event);
      if (wish === null || (event.target instanceof Element && event.target.closest(OWN_UNDO))) return;
      if (!(wish === 'undo' ? canUndo : canRedo)) return;
      event.preventDefault();
      if (wish === 'undo') onUndo();
      else onRedo();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [canUndo, canRedo, onUndo, onRedo]);
}

function wishOf(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !event.shiftKey ? 'redo' : null;
}
