import { readFileSync } from 'node:fs';
import { preparedOf } from './fixtures';

/** Images, and what scikit-learn makes of them. */
interface Golden {
  side: number;
  pixels: string;
  labels: string;
  train: number;
  logistic: { C: number; classes: number[]; weights: number[] | null; probabilities: number[] }[];
  neighbours: { k: number; weights: 'uniform' | 'distance'; predicted: number[]; probabilities: number[] }[];
  trees: {
    maxDepth: number;
    minSamplesLeaf: number;
    weights: number[] | null;
    features: number[];
    thresholds: number[];
    otherwise: number[];
    probabilities: number[];
  }[];
}

/** What `tests/golden/make-classical.py` wrote; its arrays of bytes are base64. */
export const golden = JSON.parse(readFileSync(new URL('../../golden/files/classical.json', import.meta.url), 'utf8')) as Golden;

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

export const CLASSES = 4;

/** The images, as they are prepared for a fit. */
export const goldenImages = preparedOf(bytes(golden.pixels), bytes(golden.labels), golden.train, golden.side, CLASSES);
