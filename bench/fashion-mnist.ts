import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { assembleDataset } from '@/dataset/idx';
import type { Dataset } from '@/dataset/types';

/** Reads the four files of Fashion-MNIST in a folder. */
export function readFashionMnist(folder: string): Dataset {
  const read = (name: string) => new Uint8Array(gunzipSync(readFileSync(join(folder, `${name}-ubyte.gz`))));
  return assembleDataset('fashion-mnist', folder, {
    trainImages: read('train-images-idx3'),
    trainLabels: read('train-labels-idx1'),
    testImages: read('t10k-images-idx3'),
    testLabels: read('t10k-labels-idx1'),
  });
}
