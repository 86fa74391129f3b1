import { useEffect, useRef } from 'react';
import styles from './pixels.module.css';

interface PixelsProps {
  /** Grey bytes, row by row. */
  bytes: Uint8Array;
  /** What the picture shows, for screen readers; empty for a picture that its text already names. */
  label: string;
  /** Pixels in a row. */
  width: number;
}

/** A grey picture with sharp pixel edges. The bytes are only ever written to the canvas, never read back: privacy browsers falsify reading. */
export function Pixels({ bytes, label, width }: PixelsProps) {
  const height = bytes.length / width;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) context.putImageData(new ImageData(greyToRgba(bytes), width, height), 0, 0);
  }, [bytes, width, height]);
  const name = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return <canvas ref={canvas} width={width} height={height} className={styles.pixels} {...name} />;
}

/** Grey bytes as opaque RGBA bytes. */
export function greyToRgba(bytes: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(bytes.length * 4);
  bytes.forEach((grey, i) => {
    rgba.fill(grey, i * 4, i * 4 + 3);
    rgba[i * 4 + 3] = 255;
  });
  return rgba;
}
