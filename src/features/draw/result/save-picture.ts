import { encodePng } from '@/dataset/drawing/png';
import { CANVAS } from '@/dataset/drawing/types';

/** Hands the person a PNG of what the network sees, pixel for pixel. */
export function savePicture(pixels: Uint8Array, fileName: string): void {
  const file = new Blob([encodePng(pixels, CANVAS, CANVAS)], { type: 'image/png' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = fileName;
  link.click();
  // Safari reads the address only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
