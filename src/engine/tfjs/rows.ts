import { add, concat, reshape, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { rowBlock } from '@/dataset/tables/row-block';
import type { PreparedTable } from '@/dataset/types';
import { asNumberLoss, type NumberLoss } from '@/experiment/training/losses';
import type { Batch, Device, Formula, ImageSource, ImageStore, Objective } from './device';

/** A loss of d, the difference of an output from its number, and its derivative by the output; both divided by the batch's length n. */
interface RowLoss {
  value: Formula;
  slope: Formula;
}

const perRow = (glsl: string, ofDifference: (d: number) => number): Formula => ({
  inputs: ['d'],
  numbers: ['n'],
  glsl: `(${glsl}) / n`,
  js: (n) => (d) => ofDifference(d!) / n!,
});

/** As the kernels of the WebAssembly engine have them (wasm/kernels/training/loss.ts); Keras's Huber, delta 1. */
const LOSSES: Record<NumberLoss, RowLoss> = {
  meanSquaredError: { value: perRow('d * d', (d) => d * d), slope: perRow('2.0 * d', (d) => 2 * d) },
  meanAbsoluteError: { value: perRow('abs(d)', Math.abs), slope: perRow('sign(d)', Math.sign) },
  huber: {
    value: perRow('abs(d) <= 1.0 ? 0.5 * d * d : abs(d) - 0.5', (d) => (Math.abs(d) <= 1 ? 0.5 * d * d : Math.abs(d) - 0.5)),
    slope: perRow('clamp(d, -1.0, 1.0)', (d) => Math.max(-1, Math.min(1, d))),
  },
};

const DIFFERENCE: Formula = { inputs: ['y', 't'], numbers: [], glsl: 'y - t', js: () => (y, t) => y! - t! };

/** What a row explains of the variance, which is 1 as the numbers are standardized. */
const FIT: Formula = { inputs: ['d'], numbers: [], glsl: '1.0 - d * d', js: () => (d) => 1 - d! * d! };

/**
 * Rows of a table. They stay where they are: each batch's go up with it, since a row is a few hundred bytes where an image is thousands.
 *
 * @param classes what says the classes where classes are predicted; `null` where no loss will be asked for
 */
export function openRows(table: PreparedTable, device: Device, classes: ImageSource | null): ImageStore {
  const { target } = table;
  // Losses of classes come with the images of a batch, of which there are none here: one black pixel an image.
  const blank =
    classes && !target
      ? device.openImages({ ...classes, pixels: new Uint8Array(classes.targets?.length ?? 0), height: 1, width: 1 })
      : null;
  return {
    batch(indices): Batch {
      const numbers = target && Float32Array.from(indices, (index) => target.standardized[index] ?? 0);
      return {
        images: tensor(rowBlock(table, indices), [indices.length, table.width]),
        loss(objective, logits, penalty) {
          if (numbers) return numberLoss(device, objective, logits, numbers, penalty);
          if (blank) return blank.batch(indices).loss(objective, logits, penalty);
          throw new Error('These rows have nothing to be learned.');
        },
      };
    },
    dispose: () => blank?.dispose(),
  };
}

function numberLoss(
  device: Device,
  objective: Objective,
  logits: Tensor,
  numbers: Float32Array,
  penalty: Tensor | null,
): ReturnType<Batch['loss']> {
  const formulas = LOSSES[asNumberLoss(objective.loss)];
  const wanted = tensor(numbers, [numbers.length, 1]);
  const differences = device.map(DIFFERENCE, [logits, wanted]);
  const count = [numbers.length];
  const mean = device.columnSums(formulas.value, [differences], count);
  const loss = penalty ? add(mean, reshape(penalty, [1])) : mean;
  return {
    gradient: device.map(formulas.slope, [differences], count),
    result: concat([loss, device.columnSums(FIT, [differences])]),
  };
}
