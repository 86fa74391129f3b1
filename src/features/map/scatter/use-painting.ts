import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import type { Size } from '@/ui/use-size';
import { paintMap, type Scene } from './paint';

/** Paints the canvas anew with every change, the colors of the page included. `palette` holds an element of each class's color, in order. */
export function usePainting(
  canvas: RefObject<HTMLCanvasElement | null>,
  palette: RefObject<HTMLElement | null>,
  { width, height }: Size,
  scene: Omit<Scene, 'colors'>,
): void {
  useColorChanges();
  useLayoutEffect(() => {
    const { current } = canvas;
    const context = current?.getContext('2d');
    if (!current || !context || !palette.current) return;
    const ratio = window.devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (current.width !== wide || current.height !== high) Object.assign(current, { width: wide, height: high });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintMap(context, { ...scene, colors: colorsOf(palette.current) });
  });
}

/** The last three elements of the palette have the colors of text, of the ground and of what is chosen. */
function colorsOf(palette: HTMLElement): Scene['colors'] {
  const colors = Array.from(palette.children, (element) => getComputedStyle(element).color);
  const [ink = '', ground = '', accent = ''] = colors.slice(-3);
  return { classes: colors.slice(0, -3), ink, ground, accent };
}

/** Renders again when the page changes between light, dark and forced colors. */
function useColorChanges(): void {
  const [, again] = useState(0);
  useEffect(() => {
    const change = () => again((count) => count + 1);
    const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => window.matchMedia(query));
    for (const query of queries) query.addEventListener('change', change);
    const observer = new MutationObserver(change);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      for (const query of queries) query.removeEventListener('change', change);
      observer.disconnect();
    };
  }, []);
}
