import type { GeneratedId } from '@/experiment/data/datasets';
import { GARMENTS_VERSION, generateGarments } from './garments';
import type { LabelledImages } from './types';

/** Computes a whole data set. */
interface Generator {
  /** Changes whenever a byte that it makes changes. */
  version: number;
  generate(): { train: LabelledImages; test: LabelledImages };
}

/** The generator of each data set that is computed. */
export const GENERATORS: Readonly<Record<GeneratedId, Generator>> = {
  'builtin-garments': { version: GARMENTS_VERSION, generate: generateGarments },
};
