import * as v from 'valibot';
import { type Kind, layerEntries, passThrough } from '@/experiment/network/parts/kind';
import { ITSELF } from '@/experiment/network/parts/sight';
import { formatShape, sizeOf } from '@/experiment/network/shape';
import { number } from '@/experiment/schema-parts';

const schema = v.object({ ...layerEntries('reshape'), targetShape: v.pipe(v.array(number), v.maxLength(10)) });

/** The same numbers, row-major, in another shape (no -1: every length is written out). */
export type ReshapeLayer = v.InferOutput<typeof schema>;

export const reshape: Kind<ReshapeLayer> = {
  title: 'Reshape',
  help: 'Puts the same numbers into another shape, row by row: two lengths make a sequence for recurrent layers, three a map.',
  group: 'shape',
  schema,
  defaults: { kind: 'reshape', targetShape: [28, 28] },
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
  reads: 'any',
  makes: ({ targetShape }) => (targetShape.length === 3 ? 'map' : targetShape.length === 2 ? 'sequence' : 'row'),
  role: 'passes',
  sight: () => ITSELF,
  summary: (layer) => formatShape(layer.targetShape),
  infer(layer, input) {
    const [arriving, wanted] = [sizeOf(input), sizeOf(layer.targetShape)];
    if (arriving === wanted) return { ...passThrough(input), outputShape: layer.targetShape };
    const fitting = fittingShape(layer.targetShape, arriving);
    return {
      problem: `The target shape ${formatShape(layer.targetShape)} holds ${count(wanted)}, but ${count(arriving)} (${formatShape(input)}) arrive here.`,
      field: 'targetShape',
      mend: { label: `Use ${formatShape(fitting)}`, field: 'targetShape', value: fitting },
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
