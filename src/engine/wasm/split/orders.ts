import type { PreparedData } from '@/dataset/types';
import type { NetworkState } from '@/engine/engine';
import type { StepOf } from '@/engine/wasm/network/network';
import type { Share } from '@/engine/wasm/shares';
import type { OwnEntry } from '@/experiment/data/own';
import type { Experiment } from '@/experiment/experiment';

/** What a worker is told that trains on its share of every batch; they are followed in order. */
export type Order =
  | {
      kind: 'hire';
      module: WebAssembly.Module;
      share: Share;
      experiment: Experiment;
      /** What is known of a data set of one's own: a helper has never seen it. */
      entry: OwnEntry | null;
      data: PreparedData;
      ports: Peers;
    }
  | { kind: 'step'; batch: Uint32Array<ArrayBuffer>; of: StepOf }
  | { kind: 'state'; state: NetworkState }
  | { kind: 'release' };

/** The ways to the other shares' workers, by share; `null` at its own place. */
export type Peers = (MessagePort | null)[];

/** What of an order is handed over, not copied. */
export function handedOver(order: Order): Transferable[] {
  switch (order.kind) {
    case 'hire':
      return [order.data.pixels.buffer as ArrayBuffer, ...order.ports.filter((port) => port !== null)];
    case 'step':
      return [order.batch.buffer, ...(order.of.images ? [order.of.images.buffer as ArrayBuffer] : [])];
    case 'state':
    case 'release':
      return [];
  }
}
