import { datasetInfo } from '@/experiment/data/datasets';
import { classMixing } from '@/metrics/projection/mixing';
import { type ProjectionMethod, projectSlowly } from '@/metrics/projection/project';
import { readFashionMnist } from './fashion-mnist';

interface Options {
  /** Holds the four files of Fashion-MNIST. */
  folder: string;
  images: number;
}

const SEED = 1;

/** Makes maps of the first test images by both methods and prints how much processor time each took, and how often an image's neighbors on it are of its class. */
export function measureMaps({ folder, images }: Options): void {
  const { itemShape, test } = readFashionMnist(folder);
  const width = itemShape.reduce((product, side) => product * side, 1);
  const values = Float32Array.from(test.images.subarray(0, images * width), (byte) => byte / 255);
  const labels = test.labels.subarray(0, images);
  for (const method of ['pca', 'umap'] as const) measure(method, values, width, labels);
}

/** Milliseconds of processor time: other work on the machine does not count. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function measure(method: ProjectionMethod, values: Float32Array, width: number, labels: Uint8Array): void {
  const began = processorMs();
  const steps = projectSlowly({ values, width, method, seed: SEED });
  let step = steps.next();
  const first = processorMs() - began;
  while (!step.done) step = steps.next();
  const all = processorMs() - began;
  const mixing = classMixing(step.value.coordinates, labels, datasetInfo('fashion-mnist').classNames.length);
  const own = mixing.reduce((sum, { own: share, count }) => sum + share * count, 0) / labels.length;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  console.warn(
    `${method}, ${labels.length} images: first picture after ${seconds(first)}, done after ${seconds(all)}; ${(100 * own).toFixed(1)}% of neighbors are of the same class`,
  );
}
