import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LARGEST_SIDE } from '@/experiment/data/item-shape';
import { storeEntry } from '@/experiment/data/own';
import { describeNetwork } from '@/experiment/network/describe';
import { kindOf, type Layer, type LayerKind } from '@/experiment/network/kinds';
import { isRefusal } from '@/experiment/network/parts/kind';
import { type PixelBox, receptiveBoxes, receptiveFields } from '@/experiment/network/receptive-field';
import { sizeOf } from '@/experiment/network/shape';
import type { OptionValue, Padding, Shape } from '@/experiment/network/types';
import { stack } from '@/experiment/presets/stack';

type Part = [LayerKind, Record<string, OptionValue>?];

const fieldsOf = (...layers: Part[]) =>
  describeNetwork(stack(...layers), { dataset: 'fashion-mnist', task: { kind: 'classes' } }).layers.map((entry) =>
    entry.receptiveField?.join(' × '),
  );

describe('the receptive field', () => {
  it('grows by window and stride, and passes through what looks at single numbers', () => {
    expect(
      fieldsOf(
        ['conv2d'],
        ['dropout'],
        ['activation'],
        ['maxPooling2d'],
        ['conv2d'],
        ['batchNormalization'],
        ['maxPooling2d'],
        ['flatten'],
        ['dense'],
      ),
    ).toEqual(['3 × 3', '3 × 3', '3 × 3', '4 × 4', '8 × 8', '8 × 8', '10 × 10', '10 × 10', '28 × 28', '28 × 28']);
  });

  it('is as exact for the largest images, in color', () => {
    const id = `own-${'9'.repeat(64)}` as const;
    const itemShape: [number, number, 3] = [LARGEST_SIDE, LARGEST_SIDE, 3];
    storeEntry(id, { kind: 'images', name: 'Large', itemShape, classNames: ['a', 'b'], counts: { train: 2, test: 2 }, files: [] });
    const { layers } = describeNetwork(stack(['conv2d'], ['maxPooling2d'], ['conv2d']), { dataset: id, task: { kind: 'classes' } });
    expect(layers.slice(0, 3).map((entry) => entry.receptiveField?.join(' × '))).toEqual(['3 × 3', '4 × 4', '8 × 8']);
  });

  it('counts strides of convolutions, and pooling that overlaps', () => {
    const fields = fieldsOf(
      ['depthwiseConv2d', { kernelSize: 5, strides: 2 }],
      ['separableConv2d', { kernelSize: 3 }],
      ['maxPooling2d', { poolSize: 3, strides: 1 }],
      ['globalAveragePooling2d'],
    );
    // 5; 5 + 2 * 2; 9 + 2 * 2
    expect(fields).toEqual(['5 × 5', '9 × 9', '13 × 13', '28 × 28', '28 × 28']);
  });

  it('is one pixel behind a layer that only lays numbers out anew', () => {
    expect(fieldsOf(['flatten'])).toEqual(['1 × 1', '28 × 28']);
    expect(fieldsOf(['reshape'], ['lstm'])).toEqual(['1 × 1', '28 × 28', '28 × 28']);
    expect(fieldsOf(['conv2d'], ['reshape', { targetShape: [14, 1792] }], ['gru'])).toEqual(['3 × 3', '3 × 3', '28 × 28', '28 × 28']);
  });

  it('leaves out pixels that no window reaches', () => {
    // Nine windows of three pixels cover 27 of 28.
    expect(fieldsOf(['conv2d', { kernelSize: 3, strides: 3, padding: 'valid' }], ['conv2d', { kernelSize: 11 }], ['flatten'])).toEqual([
      '3 × 3',
      '27 × 27',
      '27 × 27',
      '27 × 27',
    ]);
    // One pixel in each window, none of the last 13.
    expect(fieldsOf(['maxPooling2d', { poolSize: 1, strides: 14 }], ['flatten'])).toEqual(['1 × 1', '1 × 1', '15 × 15']);
  });

  it('of rows laid over each other is as wide as what they cover', () => {
    // Each new row is two rows of the image side by side.
    expect(
      fieldsOf(['reshape', { targetShape: [14, 56, 1] }], ['conv2d', { kernelSize: 1 }], ['maxPooling2d', { poolSize: 2 }], ['flatten']),
    ).toEqual(['1 × 1', '1 × 1', '3 × 2', '3 × 2', '28 × 28']);
  });

  it('takes no time on shapes that no computer could hold', () => {
    const started = performance.now();
    const absurd: Part[] = [
      ['conv2d', { filters: 100_000 }],
      ['reshape', { targetShape: [1, 7_840_000, 10] }],
      ['maxPooling2d', { poolSize: 28, padding: 'same' }],
      ...Array.from({ length: 90 }, (): Part => ['depthwiseConv2d', { kernelSize: 28 }]),
    ];
    fieldsOf(...absurd);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

/** A set of pixels as the bits of a number. */
type Pixels = bigint;

/** What each number of a layer's output depends on, by the layer's definition, number by number. */
function dependOn(layer: Layer, input: Shape, output: Shape, before: Pixels[]): Pixels[] {
  const [height = 1, width = 1, channels = 1] = input;
  const at = (row: number, column: number, channel: number) => before[(row * width + column) * channels + channel] ?? 0n;
  const union = (all: Iterable<Pixels>) => [...all].reduce((sum, one) => sum | one, 0n);
  const outputs = (see: (place: number) => Pixels) => Array.from({ length: sizeOf(output) }, (_, i) => see(i));
  switch (layer.kind) {
    case 'flatten':
    case 'reshape':
    case 'dropout':
    case 'batchNormalization':
      return before;
    case 'activation':
      if (layer.activation !== 'softmax') return before;
      return outputs((i) => {
        const length = output.at(-1) ?? 1;
        const first = i - (i % length);
        return union(before.slice(first, first + length));
      });
    case 'globalAveragePooling2d':
      return outputs((channel) => union(before.filter((_, i) => i % channels === channel)));
    case 'dense':
    case 'simpleRnn':
      return outputs(() => union(before));
    default:
      break;
  }
  const window =
    'poolSize' in layer
      ? { size: layer.poolSize, strides: layer.strides ?? layer.poolSize, padding: layer.padding }
      : 'kernelSize' in layer
        ? { size: layer.kernelSize, strides: layer.strides, padding: layer.padding }
        : null;
  if (!window) throw new Error(`${layer.kind} is not defined here.`);
  const [, outWidth = 1, outChannels = 1] = output;
  const mixes = layer.kind === 'conv2d' || layer.kind === 'separableConv2d';
  return outputs((i) => {
    const channel = i % outChannels;
    const column = Math.floor(i / outChannels) % outWidth;
    const row = Math.floor(i / outChannels / outWidth);
    const own = Math.floor((channel * channels) / outChannels);
    const seen: Pixels[] = [];
    for (const r of places(row, height, window))
      for (const c of places(column, width, window)) for (let k = 0; k < channels; k++) if (mixes || k === own) seen.push(at(r, c, k));
    return union(seen);
  });
}

/** The places of an axis under a window, as TensorFlow counts its padding. */
function places(index: number, length: number, { size, strides, padding }: { size: number; strides: number; padding: Padding }): number[] {
  const count = Math.ceil(length / strides);
  const zeros = padding === 'same' ? Math.max((count - 1) * strides + size - length, 0) : 0;
  const first = index * strides - Math.floor(zeros / 2);
  return Array.from({ length: size }, (_, i) => first + i).filter((place) => place >= 0 && place < length);
}

/** The box around the pixels of a set. */
function boxOf(pixels: Pixels, width: number): PixelBox {
  const places = [...pixels.toString(2)].toReversed().flatMap((bit, i) => (bit === '1' ? [i] : []));
  const [rows, columns] = [places.map((i) => Math.floor(i / width)), places.map((i) => i % width)];
  return { top: Math.min(...rows), bottom: Math.max(...rows), left: Math.min(...columns), right: Math.max(...columns) };
}

const anyWindow = fc.record({ size: fc.integer({ min: 1, max: 5 }), strides: fc.integer({ min: 1, max: 3 }), same: fc.boolean() });

const anyPart: fc.Arbitrary<Part | 'reshape'> = fc.oneof(
  {
    weight: 6,
    arbitrary: anyWindow.chain(({ size, strides, same }) =>
      fc.constantFrom<LayerKind>('conv2d', 'depthwiseConv2d', 'separableConv2d', 'maxPooling2d', 'averagePooling2d').map((kind): Part => {
        const options = { strides, padding: same ? 'same' : 'valid', filters: 2, depthMultiplier: 2 };
        return [kind, kind.endsWith('Pooling2d') ? { ...options, poolSize: size } : { ...options, kernelSize: size }];
      }),
    ),
  },
  { weight: 3, arbitrary: fc.constant('reshape' as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Part>(
      ['dropout'],
      ['activation', { activation: 'softmax' }],
      ['batchNormalization'],
      ['globalAveragePooling2d'],
      ['flatten'],
      ['simpleRnn', { returnSequences: true }],
    ),
  },
);

/** A shape of three lengths (or two) that holds so many numbers. */
function someShape(size: number, choice: number): number[] {
  const divisors = Array.from({ length: size }, (_, i) => i + 1).filter((one) => size % one === 0);
  const first = divisors[choice % divisors.length] ?? 1;
  const rest = divisors.filter((one) => (size / first) % one === 0);
  const second = rest[Math.floor(choice / 7) % rest.length] ?? 1;
  return choice % 5 === 0 ? [first, size / first] : [first, second, size / first / second];
}

describe('the receptive field of random stacks', () => {
  it('is the box around the pixels that an output depends on, for each number of each layer, and the largest of them', () => {
    let compared = 0;
    const image = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }));
    fc.assert(
      fc.property(image, fc.array(fc.tuple(anyPart, fc.nat(1000)), { minLength: 1, maxLength: 6 }), ([height, width], parts) => {
        let shape: Shape = [height, width, 1];
        let pixels = Array.from({ length: height * width }, (_, i) => 1n << BigInt(i));
        const described: { layer: Layer; inputShape: Shape; outputShape: Shape }[] = [];
        const expected: PixelBox[][] = [];
        for (const [part, choice] of parts) {
          const [layer] = stack(part === 'reshape' ? ['reshape', { targetShape: someShape(sizeOf(shape), choice) }] : part);
          if (!layer || sizeOf(shape) > 600) continue;
          const answer = kindOf(layer).infer(layer, shape);
          if (isRefusal(answer)) continue;
          pixels = dependOn(layer, shape, answer.outputShape, pixels);
          described.push({ layer, inputShape: shape, outputShape: answer.outputShape });
          expected.push(pixels.map((set) => boxOf(set, width)));
          shape = answer.outputShape;
        }
        compared += expected.length;
        expect(receptiveBoxes(described).map((of, i) => expected[i]?.map((_, index) => of?.(index)))).toEqual(expected);
        const largest = expected.map((boxes) => [
          Math.max(...boxes.map(({ top, bottom }) => bottom - top + 1)),
          Math.max(...boxes.map(({ left, right }) => right - left + 1)),
        ]);
        expect(receptiveFields(described)).toEqual(largest);
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});
