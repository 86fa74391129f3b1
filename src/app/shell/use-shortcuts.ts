import { useEffect, useRef } from 'react';
import { SHORTCUTS, type ShortcutTargets } from './shortcuts';

/** Listens for the shortcuts of the whole page. While a dialog is open they rest: what they do would happen behind it. */
export function useShortcuts(targets: ShortcutTargets): void {
  const current = useRef(targets);
  current.current = targets;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || document.querySelector('dialog[open]')) return;
      const shortcut = SHORTCUTS.find(({ matches }) => matches(event));
      if (!shortcut) return;
      event.preventDefault();
      shortcut.run(current.current);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
