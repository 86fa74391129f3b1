import { type DragEvent, useState } from 'react';
import { type DroppedFile, droppedFiles, hasFiles } from '@/ui/files/dropped-files';

/** Makes an area take dropped files; `over` says that some hang above it. */
export function useFileDrop(onFiles: (files: DroppedFile[]) => void) {
  const [over, setOver] = useState(false);
  const onDragOver = (event: DragEvent) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const onDragLeave = (event: DragEvent) => {
    // Passing from one child to another leaves nothing.
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
  };
  const onDrop = async (event: DragEvent) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    setOver(false);
    const files = await droppedFiles(event.dataTransfer);
    if (files.length > 0) onFiles(files);
  };
  return { over, area: { onDragEnter: onDragOver, onDragOver, onDragLeave, onDrop } };
}
