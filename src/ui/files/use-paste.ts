import { useEffect, useEffectEvent } from 'react';
import type { DroppedFile } from './dropped-files';
import { pastedFiles } from './pasted-files';

/**
 * Takes files, and rows of a table, that are pasted: not into a field, where a paste is text.
 *
 * @param isOpen asked at each paste, whether it is meant for this
 */
export function usePaste(onFiles: (files: DroppedFile[]) => void, isOpen: () => boolean): void {
  const paste = useEffectEvent(async (event: ClipboardEvent) => {
    if (event.defaultPrevented || !event.clipboardData || isField(event.target) || !isOpen()) return;
    const files = await pastedFiles(event.clipboardData);
    if (files.length > 0) onFiles(files);
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent) => void paste(event);
    window.addEventListener('paste', listener);
    return () => window.removeEventListener('paste', listener);
  }, []);
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select') !== null;
