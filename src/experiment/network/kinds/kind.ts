import type { Field } from '@/experiment/network/fields';
import type { Layer, Mend, Shape, WeightSpec } from '@/experiment/network/types';

/** A weight as a kind declares it; the network adds which layer it belongs to. */
export type KindWeight = Omit<WeightSpec, 'layer'>;

/** What a layer makes of an input it accepts. */
export interface Inferred {
  outputShape: Shape;
  weights: KindWeight[];
  /** One per weight use for one image; biases not counted. */
  multiplyAdds: number;
}

/** Why a layer cannot take its input. `vectorSource` asks for the layer that made a vector of the map to be named in the mend. */
export interface Refusal {
  problem: string;
  field?: string;
  mend?: Mend | 'moveBeforeVector';
}

/** Everything the app knows about one kind of layer. */
export interface Kind<L extends Layer> {
  /** Keras's class name. */
  title: string;
  /** One line for people who meet it for the first time. */
  help: string;
  fields: Field[];
  defaults: Omit<L, 'id'>;
  /** The options in a few words, as a card shows them. */
  summary(layer: L): string;
  infer(layer: L, input: Shape): Inferred | Refusal;
}

export const isRefusal = (answer: Inferred | Refusal): answer is Refusal => 'problem' in answer;

/** Number of elements of a shape. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

/** "28 × 28 × 1". */
export const formatShape = (shape: Shape): string => shape.map((length) => length.toLocaleString('en')).join(' × ');

/** A layer that changes nothing about its input's shape and learns nothing. */
export const passThrough = (input: Shape): Inferred => ({ outputShape: input, weights: [], multiplyAdds: 0 });
