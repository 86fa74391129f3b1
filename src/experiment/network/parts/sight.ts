import type { Padding } from '@/experiment/network/types';

/** A square window that moves over a map. */
export interface WindowSight {
  of: 'window';
  size: number;
  strides: number;
  padding: Padding;
  /** Outputs for each channel of the input that looks at no other channel; `null` where each output looks at all channels. */
  perChannel: number | null;
}

/** Which numbers of a layer's input one number of its output depends on. */
export type Sight =
  /** The number in the same place, counted row by row. */
  | { of: 'itself' }
  | { of: 'everything' }
  /** All places of one channel. */
  | { of: 'channel' }
  | WindowSight;

export const ITSELF: Sight = { of: 'itself' };

export const EVERYTHING: Sight = { of: 'everything' };
