import type { Block } from '@/codegen/types';
import type { Layer } from '@/experiment/network/kinds';
import type { Shape, WeightSpec } from '@/experiment/network/types';

/** One weight array: the tensor that holds it, and the order in which the axes of Keras's array come in it. */
export interface TorchWeight {
  tensor: string;
  axes: readonly number[];
}

/** A layer in PyTorch. */
export interface TorchLayer {
  /** Attributes of the network, by name, with the modules that they hold. */
  modules: Readonly<Record<string, string>>;
  /** Lines of `forward`, each of which makes a new `x` of `x`. */
  forward: readonly string[];
  /** Where each weight of the layer is. */
  weights: Partial<Record<WeightSpec['name'], TorchWeight>>;
  /** Functions and classes that the lines use. */
  helpers: readonly Block[];
}

/** Where a layer stands. Maps are (batch, channels, height, width) in PyTorch, sequences (batch, steps, features). */
export interface Place {
  /** A name that no other layer has, for attributes: conv2d_1. */
  name: string;
  input: Shape;
  output: Shape;
}

/** Writes one kind of layer. */
export type WriteLayer<L extends Layer> = (layer: L, place: Place) => TorchLayer;

/** A layer that learns nothing. */
export const lines = (forward: readonly string[], helpers: readonly Block[] = []): TorchLayer => ({
  modules: {},
  forward,
  weights: {},
  helpers,
});

/** The axis of channels or features in PyTorch. */
export const channelAxis = (shape: Shape): number => (shape.length === 3 ? 1 : -1);
