import { type ComponentProps, useEffect, useRef } from 'react';
import { CANVAS } from '@/dataset/drawing/types';

/** A colour over transparent black: red, green, blue. */
export type Tint = readonly [number, number, number];

interface PixelCanvasProps extends ComponentProps<'canvas'> {
  /** CANVAS * CANVAS bytes. */
  pixels: Uint8Array;
  /** Paints the bytes as this colour's opacity; without it they are grey levels. */
  tint?: Tint;
}

/** A picture of the size of the drawing surface. The canvas only shows the bytes; nothing is ever read back from it. */
export function PixelCanvas({ pixels, tint, ...rest }: PixelCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const image = new ImageData(tint ? tinted(pixels, tint) : grey(pixels), CANVAS, CANVAS);
    canvas.current?.getContext('2d')?.putImageData(image, 0, 0);
  }, [pixels, tint]);
  return <canvas ref={canvas} width={CANVAS} height={CANVAS} {...rest} />;
}

function grey(pixels: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(pixels.length * 4);
  pixels.forEach((value, i) => {
    rgba.set([value, value, value, 255], i * 4);
  });
  return rgba;
}

function tinted(pixels: Uint8Array, [red, green, blue]: Tint): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(pixels.length * 4);
  pixels.forEach((value, i) => {
    rgba.set([red, green, blue, value], i * 4);
  });
  return rgba;
}
