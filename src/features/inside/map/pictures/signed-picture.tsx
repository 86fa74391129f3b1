import { useEffect, useRef } from 'react';
import styles from './signed-picture.module.css';

interface SignedPictureProps {
  /** Row by row; NaN is left empty. */
  values: ArrayLike<number>;
  width: number;
  /** The size of a number that has full color. */
  limit: number;
  /** Empty where a text says what it is. */
  label: string;
}

/** Numbers below 0 in blue and above 0 in orange, as far from white as they are from 0. */
export function SignedPicture({ values, width, limit, label }: SignedPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const height = values.length / width;
  useEffect(() => {
    if (!(height >= 1)) return;
    canvas.current?.getContext('2d')?.putImageData(new ImageData(signedColors(values, limit), width, height), 0, 0);
  }, [values, limit, width, height]);
  const name = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return <canvas ref={canvas} width={width} height={Math.max(1, height)} className={styles.picture} {...name} />;
}

const WHITE = [250, 250, 250] as const;
const BLUE = [11, 92, 158] as const;
const ORANGE = [200, 76, 8] as const;

/** RGBA bytes. */
export function signedColors(values: ArrayLike<number>, limit: number): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(4 * values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const share = limit > 0 ? Math.min(1, Math.abs(value) / limit) : 0;
    const color = value < 0 ? BLUE : ORANGE;
    for (let k = 0; k < 3; k++) rgba[4 * i + k] = Math.round((WHITE[k] ?? 0) + share * ((color[k] ?? 0) - (WHITE[k] ?? 0)));
    rgba[4 * i + 3] = 255;
  }
  return rgba;
}

/** The largest size of some numbers, NaN left out. */
export function largestSize(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i] || 0));
  return largest;
}
