import * as v from 'valibot';
import { DATASETS, DEFAULT_DATASET } from '@/experiment/data/datasets';
import { type Kind, layerEntries, passThrough } from '@/experiment/network/parts/kind';
import { ITSELF } from '@/experiment/network/parts/sight';
import { formatShape, sizeOf } from '@/experiment/network/shape';
import { number } from '@/experiment/schema-parts';
import { counted } from '@/experiment/words/numbers';

const schema = v.object({ ...layerEntries('reshape'), targetShape: v.pipe(v.array(number), v.maxLength(10)) });

/** The same numbers, row-major, in another shape (no -1: every length is written out). */
export type ReshapeLayer = v.InferOutput<typeof schema>;

export const reshape: Kind<ReshapeLayer> = {
  title: 'Reshape',
  help: 'Arranges the same numbers in another shape, row by row. Two lengths make a sequence for recurrent layers, three an image.',
  group: 'shape',
  schema,
  defaults: { kind: 'reshape', targetShape: [...DATASETS[DEFAULT_DATASET].itemShape.slice(0, 2)] },
  fields: [
    {
      name: 'targetShape',
      label: 'target shape',
      help: 'The lengths of the new shape. It must hold exactly as many numbers as arrive.',
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
      problem: `Reshape to ${formatShape(layer.targetShape)} needs ${counted(wanted, 'number')}, but gets ${counted(arriving, 'number')} (${formatShape(input)}).`,
      field: 'targetShape',
      mend: { label: `Use ${formatShape(fitting)}`, advice: `Use ${formatShape(fitting)} instead.`, field: 'targetShape', value: fitting },
    };
  },
};

/** The wanted shape with its last length changed so that `size` numbers fit; where none does, one row of them all. */
function fittingShape(wanted: readonly number[], size: number): number[] {
  const leading = wanted.slice(0, -1);
  const last = size / sizeOf(leading);
  return Number.isInteger(last) ? [...leading, last] : [size];
}
