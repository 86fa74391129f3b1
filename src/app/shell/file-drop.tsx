import { useEffect, useState } from 'react';
import { type DroppedFile, droppedFiles, hasFiles } from '@/ui/files/dropped-files';
import { usePaste } from '@/ui/files/use-paste';
import styles from './file-drop.module.css';

/**
 * Opens files that are dropped or pasted anywhere on the page, except on an area that takes files itself, and shows a hint while they hang over it. Files that cannot
 * be opened are refused with a message: otherwise the browser would replace the page with the file, and the run would be lost.
 */
export function FileDrop() {
  const open = async (files: DroppedFile[]) => (await import('@/app/actions/open-any')).openAny(files);
  const over = useFileDrop(open);
  // What takes pictures or files in a dialog takes those that are pasted there.
  usePaste(open, () => document.querySelector('dialog[open]') === null);
  if (!over) return null;
  return (
    <div className={styles.target}>
      <p className={styles.words}>Drop runs, models, images or tables to open them</p>
    </div>
  );
}

/** While files hang over the page: whether they would be opened. */
function useFileDrop(onFiles: (files: DroppedFile[]) => void): boolean {
  const [over, setOver] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the listeners of the first render do what those of every other would.
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      // An area of the page that takes other files shows so itself.
      setOver(!event.defaultPrevented);
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const onDrop = async (event: DragEvent) => {
      setOver(false);
      if (event.defaultPrevented || !event.dataTransfer || !hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      const files = await droppedFiles(event.dataTransfer);
      if (files.length > 0) onFiles(files);
    };
    // This event, without a related target, is the only sign that the pointer left the window.
    const onDragLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    window.addEventListener('dragleave', onDragLeave);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('dragleave', onDragLeave);
    };
  }, []);
  return over;
}
