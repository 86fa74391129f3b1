import * as v from 'valibot';
import type { Field } from '@/experiment/field';
import type { OptionValue, Shape, WeightSpec } from '@/experiment/network/types';
import type { KindGroupId } from './kind-group';
import type { Sight } from './sight';

/** What every layer has, whatever its kind. */
export interface LayerBase {
  id: string;
  kind: string;
}

/** Schema entries that every layer has. */
export const layerEntries = <K extends string>(kind: K) => ({ id: v.pipe(v.string(), v.maxLength(40)), kind: v.literal(kind) });

/** A map is [height, width, channels], a sequence [steps, features], a row [length]. */
export type Form = 'map' | 'sequence' | 'row';

/** A weight as a kind declares it; the network adds which layer it belongs to. */
export type KindWeight = Omit<WeightSpec, 'layer'>;

/** What a layer makes of an input it accepts. */
export interface Inferred {
  outputShape: Shape;
  weights: KindWeight[];
  /** One per weight use for one image; biases not counted. */
  multiplyAdds: number;
}

/** Why a layer cannot take its input. */
export interface Refusal {
  /** What is needed and what arrives, in a sentence: "Dense needs a flat list of numbers, but gets a 7 × 7 × 64 image." */
  problem: string;
  /** The option at fault, when one option is. */
  field?: string;
  mend?: KindMend;
}

/**
 * A repair that a kind asks for. A kind knows only its own layer, so all but `set` are worked out by `findMend`: `row` and `sequence` put a layer
 * before this one that makes such a form of what arrives, `keepMap` and `keepSequence` concern the layer that made something else of the form that
 * is needed here.
 */
export type KindMend =
  | 'row'
  | 'sequence'
  | 'keepMap'
  | 'keepSequence'
  | { label: string; advice: string; field: string; value: OptionValue };

/** Everything the app knows about one kind of layer, but how to compute it. */
export interface Kind<L extends LayerBase> {
  /** Keras's class name. */
  title: string;
  /** One line for people who meet it for the first time. */
  help: string;
  /** Where the palette lists it. */
  group: KindGroupId;
  /** What a layer from outside must look like. */
  schema: v.GenericSchema<unknown, L>;
  /** A new layer's options. */
  defaults: Omit<L, 'id'>;
  /** The options as forms show them, in this order. */
  fields: readonly Field<Exclude<keyof L, 'id' | 'kind'> & string>[];
  /** The form of input that it needs. */
  reads: Form | 'any';
  /** The form of its output; `same` as what arrives. */
  makes(layer: L): Form | 'same';
  /** What it is to a model: models are named after layers that learn; layers that help them to learn are mentioned; others only pass data on. */
  role: 'learns' | 'helps' | 'passes';
  /** Units or filters, by which a layer that learns is known. */
  size?(layer: L): number;
  /** Which numbers of the input one number of the output depends on, its activation apart. */
  sight(layer: L): Sight;
  /** The options in a few words, as a card shows them. */
  summary(layer: L): string;
  /** Shapes, weights and work for an input of a shape; the options were checked before. */
  infer(layer: L, input: Shape): Inferred | Refusal;
}

export const isRefusal = (answer: Inferred | Refusal): answer is Refusal => 'problem' in answer;

/** What a layer makes that changes nothing about its input's shape and learns nothing. */
export const passThrough = (input: Shape): Inferred => ({ outputShape: input, weights: [], multiplyAdds: 0 });
