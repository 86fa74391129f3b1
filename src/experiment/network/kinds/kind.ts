import type { Field } from '@/experiment/field';
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

/**
 * Why a layer cannot take its input. A kind knows only its own layer, so the network works out two mends: `keepMap` concerns the layer that made
 * something else of the map that is needed here, `keepSequence` the one that made a row of numbers of the sequence.
 */
export interface Refusal {
  problem: string;
  field?: string;
  mend?: Mend | 'keepMap' | 'keepSequence';
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

/** What arrives, in words: "a sequence of 28 steps of 64 numbers". */
export function shapeInWords(shape: Shape): string {
  const [first = 0, second = 0] = shape;
  if (shape.length === 1) return `a row of ${formatShape(shape)} numbers`;
  if (shape.length === 2) return `a sequence of ${formatShape([first])} steps of ${formatShape([second])} numbers`;
  return `a ${formatShape(shape)} map`;
}

/** A layer that changes nothing about its input's shape and learns nothing. */
export const passThrough = (input: Shape): Inferred => ({ outputShape: input, weights: [], multiplyAdds: 0 });
