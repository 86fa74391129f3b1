import type { InsideLayer } from '@/stores/types';
import { channelOf } from '../paint';

/** A channel of a layer that is looked at by itself. */
export interface OpenChannel {
  /** Place of the layer in the stack. */
  place: number;
  channel: number;
}

/** One channel of what a layer makes, as rows and columns: a map as it is, steps of a sequence in a row, a unit as one number. */
export interface ChannelGrid {
  rows: number;
  columns: number;
  values: Float32Array;
}

export function gridOf({ shape, values, shown }: InsideLayer, channel: number): ChannelGrid {
  const [rows, columns] = shape.length === 3 ? [shape[0] ?? 1, shape[1] ?? 1] : [1, shape.length === 2 ? (shape[0] ?? 1) : 1];
  return { rows, columns, values: channelOf(values, shown, channel) };
}

/** Where a number of a channel stands among all numbers of its layer, in row-major order. */
export const placeInLayer = ({ shape }: InsideLayer, channel: number, cell: number): number => cell * (shape.at(-1) ?? 1) + channel;
