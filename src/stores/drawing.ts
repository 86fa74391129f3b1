import { readDrawing, storeDrawing } from '@/dataset/drawing/stored';
import type { Drawing } from '@/dataset/drawing/types';
import { readLocal, removeLocal, writeLocal } from './local';

const KEY = 'drawing';

/** The drawing that was on the pad when the page was left; `null` where there is none that can be read. */
export function savedDrawing(): Drawing | null {
  return readDrawing(readLocal(KEY));
}

/** Keeps the drawing on the pad for the next visit, in bounded space. */
export function saveDrawing(drawing: Drawing): void {
  const stored = storeDrawing(drawing);
  if (stored.operations.length === 0) removeLocal(KEY);
  else writeLocal(KEY, stored);
}
