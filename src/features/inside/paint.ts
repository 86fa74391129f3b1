import { rangeOf } from '@/metrics/inside/histogram';

/** Numbers as grey bytes: black at `low`, white at `high`. Numbers that are not finite are black; all are black where there is no range. */
export function greysOf(values: ArrayLike<number>, { low, high }: { low: number; high: number }): Uint8Array {
  const scale = high > low ? 255 / (high - low) : 0;
  return Uint8Array.from({ length: values.length }, (_, i) => {
    const grey = Math.round(((values[i] ?? Number.NaN) - low) * scale);
    return Number.isFinite(grey) ? Math.min(255, Math.max(0, grey)) : 0;
  });
}

/** One channel of a map [height, width, channels]. */
export function channelOf(values: Float32Array, channels: number, channel: number): Float32Array {
  return Float32Array.from({ length: values.length / channels }, (_, place) => values[place * channels + channel] ?? 0);
}

/** A saliency map as an overlay of one color: RGBA bytes, the more opaque the larger the value; nothing where all are 0. */
export function overlayOf(
  values: ArrayLike<number>,
  [red, green, blue]: readonly [number, number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const { high } = rangeOf(values);
  const rgba = new Uint8ClampedArray(values.length * 4);
  for (let i = 0; i < values.length; i++) {
    const share = high > 0 ? Math.max(0, values[i] ?? 0) / high : 0;
    rgba.set([red, green, blue, Math.round(230 * share)], i * 4);
  }
  return rgba;
}
