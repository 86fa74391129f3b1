import { experimentOf, layer } from '@tests/engine/support/networks';
import type { PreparedData } from '@/dataset/types';
import type { ItemShape } from '@/experiment/data/item-shape';
import { onDataset } from '@/experiment/data/on-dataset';
import { type OwnId, storeEntry } from '@/experiment/data/own';
import type { Experiment } from '@/experiment/experiment';
import type { Layer } from '@/experiment/network/kinds';
import { createRandom } from '@/experiment/random';
import { COUNT, compare } from './compare';

const idOf = (digit: string): OwnId => `own-${digit.repeat(64)}`;

const on = (experiment: Experiment, dataset: OwnId): Experiment => ({ ...experiment, data: onDataset(experiment.data, dataset) });

/** Images of a shape, through every kind of first layer that reads maps. */
function imagesCase(
  id: OwnId,
  [height, width, channels]: ItemShape,
): { experiments: Record<string, Experiment>; data: Partial<PreparedData> } {
  const classNames = Array.from({ length: 10 }, (_, label) => `class ${label}`);
  const itemShape: [number, number, 1 | 3] = [height, width, channels as 1 | 3];
  storeEntry(id, { kind: 'images', name: 'Shapes', itemShape, classNames, counts: { train: COUNT, test: 0 }, files: [] });
  const random = createRandom(height * width * channels);
  const pixels = Uint8Array.from({ length: COUNT * height * width * channels }, () => random.below(256));
  const stacks: Record<string, Layer[]> = {
    dense: [layer('flatten'), layer('dense', { units: 6, activation: 'tanh' })],
    convolution: [layer('conv2d', { filters: 3, kernelSize: 3, strides: 1, activation: 'tanh' }), layer('maxPooling2d'), layer('flatten')],
    depthwise: [layer('depthwiseConv2d', { kernelSize: 3, strides: 2, activation: 'tanh' }), layer('globalAveragePooling2d')],
  };
  const name = `${height} x ${width} x ${channels}`;
  const experiments = Object.fromEntries(
    Object.entries(stacks).map(([kind, layers]) => [`${kind} of ${name}`, on(experimentOf(layers), id)]),
  );
  return { experiments, data: { pixels, classNames, height, width, channels } };
}

/** Rows of so many numbers, of which a number is predicted. */
function rowsCase(id: OwnId, features: number): { experiments: Record<string, Experiment>; data: Partial<PreparedData> } {
  const columns = Array.from({ length: features }, (_, k) => ({ kind: 'number' as const, name: `c${k}` }));
  const target = { kind: 'number' as const, name: 'y' };
  storeEntry(id, { kind: 'table', name: 'Rows', columns, target, missing: 'mean', counts: { train: COUNT, test: 0 }, files: [] });
  const random = createRandom(features);
  const values = Float64Array.from({ length: COUNT }, () => random.next());
  const hidden = [layer('dense', { units: 7, activation: 'tanh' })];
  const number = (layers: Layer[], loss: Experiment['training']['loss']): Experiment => {
    const experiment = experimentOf(layers, { loss });
    return on({ ...experiment, data: { ...experiment.data, task: { kind: 'number' } } }, id);
  };
  return {
    experiments: {
      [`${features} numbers, hidden`]: number(hidden, 'meanSquaredError'),
      [`${features} numbers, linear`]: number([], 'huber'),
    },
    data: {
      pixels: new Uint8Array(0),
      targets: new Uint8Array(COUNT),
      classNames: ['y'],
      height: 1,
      width: features,
      channels: 1,
      table: {
        inputs: Float32Array.from({ length: COUNT * features }, () => 2 * random.next() - 1),
        width: features,
        target: { name: 'y', unit: '', mean: 0, deviation: 1, values, standardized: Float32Array.from(values) },
      },
    },
  };
}

/** Distances for shapes that nothing was made for: drawn ones, the largest, and rows of one number and of many. */
async function shapes() {
  const random = createRandom(29);
  const side = () => 4 + random.below(17);
  const drawn: ItemShape[] = [1, 3].map((channels) => [side(), side(), channels]);
  const cases = [
    ...drawn.map((shape, i) => imagesCase(idOf(String(i + 1)), shape)),
    ...[1, 37, 300].map((features, i) => rowsCase(idOf('def'[i] ?? ''), features)),
  ];
  let distances: Record<string, number> = {};
  let info: Awaited<ReturnType<typeof compare>>['info'] | null = null;
  for (const { experiments, data } of cases) {
    const found = await compare(experiments, 3, { data, oneSize: () => true });
    [distances, info] = [{ ...distances, ...found.distances }, found.info];
  }
  if (!info) throw new Error('nothing was compared');
  return { info, distances };
}

export const SHAPE_CHECKS = { shapes };
