import { useEffect, useRef, useState } from 'react';
import type { DatasetId } from '@/experiment/data/datasets';
import type { LabelledImage } from '@/stores/types';

export type FetchImages = (dataset: DatasetId, perClass: number, seed: number) => Promise<LabelledImage[]>;

interface Images {
  /** `null` until they have come. */
  images: LabelledImage[] | null;
  /** Why there are none, in words. */
  problem: string | null;
}

const NONE: Images = { images: null, problem: null };

/** `perClass` images of every class, chosen by `seed`; the old ones stay on show until the new ones have come. */
export function useImages(fetchImages: FetchImages, dataset: DatasetId, perClass: number, seed: number): Images {
  const [found, setFound] = useState(NONE);
  const fetcher = useRef(fetchImages);
  useEffect(() => {
    let current = true;
    fetcher.current(dataset, perClass, seed).then(
      (images) => current && setFound({ images, problem: null }),
      (reason) => current && setFound({ images: null, problem: reason?.message ?? String(reason) }),
    );
    return () => {
      current = false;
    };
  }, [dataset, perClass, seed]);
  return found;
}
