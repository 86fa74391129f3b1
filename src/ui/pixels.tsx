import { useEffect, useRef } from 'react';
import styles from './pixels.module.css';

interface PixelsProps {
  /** side * side grey bytes. */
  bytes: Uint8Array;
  /** What the picture shows, for screen readers; empty for a picture that its text already names. */
  label: string;
  /** Pixels of the picture's side. */
  side?: number;
}

/** A grey picture with sharp pixel edges. The bytes are only ever written to the canvas, never read back: privacy browsers falsify reading. */
export function Pixels({ bytes, label, side = 28 }: PixelsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) context.putImageData(new ImageData(greyToRgba(bytes), side, side), 0, 0);
  }, [bytes, side]);
  const name = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return <canvas ref={canvas} width={side} height={side} className={styles.pixels} {...name} />;
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
