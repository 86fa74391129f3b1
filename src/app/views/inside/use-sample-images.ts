import { useRef } from 'react';
import { useLab } from '@/app/hooks/use-store';
import type { Samples } from '@/run/types';

export interface SampleImage {
  pixels: Uint8Array;
  target: number;
}

/** The images of the samples: the same ones while they are, whatever is told of their answers every two seconds. Others would be looked into anew. */
export function useSampleImages(): readonly SampleImage[] {
  const known = useRef<readonly SampleImage[]>([]);
  return useLab(({ samples }) => {
    const images = samples?.items ?? [];
    if (!sameImages(known.current, images)) known.current = images.map(({ pixels, target }) => ({ pixels, target }));
    return known.current;
  });
}

const sameImages = (a: readonly SampleImage[], b: Samples['items']): boolean =>
  a.length === b.length && a.every(({ pixels, target }, at) => target === b[at]?.target && sameBytes(pixels, b[at].pixels));

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a === b || (a.length === b.length && a.every((byte, at) => byte === b[at]));
