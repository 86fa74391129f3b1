import { useEffect, useRef } from 'react';
import styles from './pixels.module.css';

interface PixelsProps {
  /** Row by row, a byte for each pixel and channel. */
  bytes: Uint8Array;
  /** What the picture shows, for screen readers; empty for a picture that its text already names. */
  label: string;
  /** Pixels in a row. */
  width: number;
  /** 1 for a gray picture, 3 for red, green and blue. */
  channels?: number;
}

/** A picture with sharp pixel edges. The bytes are only ever written to the canvas, never read back: privacy browsers falsify reading. */
export function Pixels({ bytes, label, width, channels = 1 }: PixelsProps) {
  const height = Math.floor(bytes.length / (width * channels));
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    // While another data set takes the place of this one, a picture of the one may meet the size of the other for a moment.
    if (bytes.length !== width * height * channels || height === 0) return;
    const context = canvas.current?.getContext('2d');
    if (context) context.putImageData(new ImageData(toRgba(bytes, channels), width, height), 0, 0);
  }, [bytes, width, height, channels]);
  const name = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return <canvas ref={canvas} width={width} height={height} className={styles.pixels} {...name} />;
}

/** Gray bytes, or bytes of red, green and blue, as opaque RGBA bytes. */
export const toRgba = (bytes: Uint8Array, channels: number): Uint8ClampedArray<ArrayBuffer> =>
  channels === 3 ? rgbToRgba(bytes) : grayToRgba(bytes);

function grayToRgba(bytes: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(bytes.length * 4);
  bytes.forEach((gray, i) => {
    rgba.fill(gray, i * 4, i * 4 + 3);
    rgba[i * 4 + 3] = 255;
  });
  return rgba;
}

function rgbToRgba(bytes: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray((bytes.length / 3) * 4);
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    rgba.set(bytes.subarray(from, from + 3), to);
    rgba[to + 3] = 255;
  }
  return rgba;
}
