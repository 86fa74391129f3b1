import type { FlattenLayer, GlobalAveragePooling2dLayer, ReshapeLayer, Shape } from '@/experiment/network/types';
import { formatShape, type Inferred, type Kind, passThrough, type Refusal, sizeOf } from './kind';
import { needsMap } from './window';

export const flatten: Kind<FlattenLayer> = {
  title: 'Flatten',
  help: 'Lays the map out as one row of numbers, so that Dense layers can read it.',
  fields: [],
  defaults: { kind: 'flatten' },
  summary: () => '',
  infer: (_layer, input) => ({ ...passThrough(input), outputShape: [sizeOf(input)] }),
};

export const globalAveragePooling2d: Kind<GlobalAveragePooling2dLayer> = {
  title: 'GlobalAveragePooling2D',
  help: 'Keeps one number of each channel, its mean over the whole map: a short row for Dense layers, instead of Flatten’s long one.',
  fields: [],
  defaults: { kind: 'globalAveragePooling2d' },
  summary: () => '',
  infer: (_layer, input) => needsMap('GlobalAveragePooling2D', input) ?? { ...passThrough(input), outputShape: input.slice(-1) },
};

export const reshape: Kind<ReshapeLayer> = {
  title: 'Reshape',
  help: 'Puts the same numbers into another shape, row by row: two lengths make a sequence for recurrent layers, three a map.',
  fields: [
    {
      name: 'targetShape',
      label: 'target shape',
      help: 'The lengths of the new shape; together they must hold as many numbers as arrive.',
      type: 'shape',
      min: 1,
      max: 10_000_000,
      maxLengths: 3,
    },
  ],
  defaults: { kind: 'reshape', targetShape: [28, 28] },
  summary: (layer) => formatShape(layer.targetShape),
  infer(layer: ReshapeLayer, input: Shape): Inferred | Refusal {
    const [arriving, wanted] = [sizeOf(input), sizeOf(layer.targetShape)];
    if (arriving === wanted) return { ...passThrough(input), outputShape: layer.targetShape };
    const fitting = fittingShape(layer.targetShape, arriving);
    return {
      problem: `The target shape ${formatShape(layer.targetShape)} holds ${count(wanted)}, but ${count(arriving)} (${formatShape(input)}) arrive here.`,
      field: 'targetShape',
      mend: { label: `Use ${formatShape(fitting)}`, action: 'set', field: 'targetShape', value: fitting },
    };
  },
};

const count = (numbers: number) => `${numbers.toLocaleString('en')} ${numbers === 1 ? 'number' : 'numbers'}`;

/** The wanted shape with its last length changed so that `size` numbers fit; where none does, one row of them all. */
function fittingShape(wanted: readonly number[], size: number): number[] {
  const leading = wanted.slice(0, -1);
  const last = size / sizeOf(leading);
  return Number.isInteger(last) ? [...leading, last] : [size];
}
