import type { AddedDrawings } from '@/experiment/data/added-drawings';
import { bytesPerItem, type ItemShape } from '@/experiment/data/datasets';
import type { LabelledImages } from './types';

/** The images and labels of added drawings; those that are not of the data set's size are left out. */
export function addedImages(added: AddedDrawings | null, itemShape: ItemShape): LabelledImages {
  const size = bytesPerItem(itemShape);
  const read = (added?.list ?? [])
    .map(({ label, pixels }) => ({ label, bytes: bytesOf(pixels) }))
    .filter(({ bytes }) => bytes.length === size);
  const images = new Uint8Array(read.length * size);
  for (const [i, { bytes }] of read.entries()) images.set(bytes, i * size);
  return { images, labels: Uint8Array.from(read, ({ label }) => label) };
}

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array(0);
  }
}
