import { kindOf, type LayerKind } from './kinds';
import type { NetworkPlan } from './plan';
import type { ReceptiveField } from './receptive-field';
import { formatShape } from './shape';
import type { Shape } from './types';

/** One line of a summary. */
export interface SummaryRow {
  /** Keras's automatic name: "conv2d", "conv2d_1". */
  name: string;
  /** Keras's class: "Conv2D". */
  type: string;
  /** "(None, 28, 28, 32)"; "?" where the stack is wrong. */
  outputShape: string;
  parameters: number;
  /** "3 × 3", "whole image"; "?" where the stack is wrong. */
  receptiveField: string;
}

/** A network's layers as Keras lists them, the output layer last. */
export function summaryRows({ inputShape, layers }: Pick<NetworkPlan, 'inputShape' | 'layers'>): SummaryRow[] {
  const seen = new Map<LayerKind, number>();
  return layers.map(({ layer, outputShape, trainable, nonTrainable, receptiveField }) => {
    const before = seen.get(layer.kind) ?? 0;
    seen.set(layer.kind, before + 1);
    return {
      name: before === 0 ? snakeCase(layer.kind) : `${snakeCase(layer.kind)}_${before}`,
      type: kindOf(layer).title,
      outputShape: shapeText(outputShape),
      parameters: trainable + nonTrainable,
      receptiveField: fieldText(receptiveField, inputShape),
    };
  });
}

/** The summary as a plain text table, laid out as Keras's, with the receptive fields. Ends with a line break. */
export function summaryText(network: NetworkPlan): string {
  const heads = ['Layer (type)', 'Output Shape', 'Param #', 'Receptive field'];
  const rows = summaryRows(network).map((row) => [
    `${row.name} (${row.type})`,
    row.outputShape,
    formatCount(row.parameters),
    row.receptiveField,
  ]);
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => pad(cell, widths[column] ?? 0, column === 2))
      .join('   ')
      .trimEnd();
  const rule = (mark: string) => mark.repeat(widths.reduce((sum, width) => sum + width, 3 * (widths.length - 1)));
  return [line(heads), rule('='), ...rows.map(line), rule('='), ...totalLines(network), ''].join('\n');
}

function totalLines({ trainable, nonTrainable }: NetworkPlan): string[] {
  return [
    `Total params: ${formatCount(trainable + nonTrainable)}`,
    `Trainable params: ${formatCount(trainable)}`,
    `Non-trainable params: ${formatCount(nonTrainable)}`,
  ];
}

const pad = (cell: string, width: number, right: boolean) => (right ? cell.padStart(width) : cell.padEnd(width));

const formatCount = (count: number) => count.toLocaleString('en');

const snakeCase = (kind: LayerKind) => kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The batch comes first, and how large it is is not known. */
const shapeText = (shape: Shape | null) => (shape ? `(None, ${shape.join(', ')})` : '?');

function fieldText(field: ReceptiveField | null, [height = 1, width = 1]: Shape): string {
  if (!field) return '?';
  return field[0] >= height && field[1] >= width ? 'whole image' : formatShape(field);
}
