import { CANVAS } from '@/dataset/drawing/types';
import type { SaliencyMap } from '@/metrics/inside/saliency';

/** A saliency map over the whole picture as CANVAS * CANVAS opacities: 255 where it is largest, 0 where it is not positive. */
export function heatOf({ values, width, height }: SaliencyMap): Uint8Array {
  const peak = values.reduce((most, value) => Math.max(most, value), 0);
  return Uint8Array.from({ length: CANVAS * CANVAS }, (_, at) => {
    const x = Math.floor(((at % CANVAS) * width) / CANVAS);
    const y = Math.floor((Math.floor(at / CANVAS) * height) / CANVAS);
    return peak > 0 ? Math.round((230 * Math.max(0, values[y * width + x] ?? 0)) / peak) : 0;
  });
}
