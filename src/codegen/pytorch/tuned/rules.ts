import type { Layer, LayerKind } from '@/experiment/network/kinds';
import type { Shape } from '@/experiment/network/types';

/** What a search can decide of each kind of layer. */
const TUNABLE: Partial<Record<LayerKind, readonly string[]>> = {
  dense: ['units', 'activation'],
  conv2d: ['filters', 'kernelSize', 'activation'],
  activation: ['activation'],
  dropout: ['rate'],
};

export const canTuneInPytorch = (kind: LayerKind, option: string): boolean => TUNABLE[kind]?.includes(option) ?? false;

/** Kinds that fit whatever a search makes of the layers before them. */
const FITTING: readonly LayerKind[] = [
  'dense',
  'conv2d',
  'maxPooling2d',
  'averagePooling2d',
  'globalAveragePooling2d',
  'flatten',
  'dropout',
  'activation',
  'batchNormalization',
];

/** What is known of a map on its way through layers that a search varies. */
export interface Course {
  /** Channels or features may be other ones than the plan says. */
  sizeVaries: boolean;
  /** Height and width may be other ones. */
  areaVaries: boolean;
}

interface Situation {
  own: ReadonlyMap<string, string>;
  condition: string | undefined;
  course: Course;
}

const ELSEWHERE = 'Export the study for Keras Tuner instead.';

/** Why a layer cannot stand where it stands, in words; `null` where it can. */
export function problemOf(layer: Layer, { own, condition, course, input }: Situation & { input: Shape }): string | null {
  const varies = course.sizeVaries || course.areaVaries || condition !== undefined || own.size > 0;
  if (varies && !FITTING.includes(layer.kind)) return `the PyTorch program has it only where nothing before it is tuned. ${ELSEWHERE}`;
  if (condition !== undefined && (layer.kind === 'flatten' || layer.kind === 'globalAveragePooling2d'))
    return `the PyTorch program always has it. ${ELSEWHERE}`;
  if (layer.kind === 'flatten' && course.areaVaries && input.length > 1)
    return `the size of the map before it would depend on the trial. ${ELSEWHERE}`;
  if (condition !== undefined && (('l1' in layer && layer.l1 > 0) || ('l2' in layer && layer.l2 > 0)))
    return `a layer with L1 or L2 is in every trial of the PyTorch program. ${ELSEWHERE}`;
  const padded = 'padding' in layer && layer.padding === 'same' && stridesOf(layer) > 1;
  if (padded && (course.areaVaries || own.has('kernelSize')))
    return `how much it pads would depend on the trial. Choose the padding “valid”, or export the study for Keras Tuner instead.`;
  return null;
}

const stridesOf = (layer: Layer): number => ('strides' in layer ? (layer.strides ?? ('poolSize' in layer ? layer.poolSize : 1)) : 1);

export function courseAfter(layer: Layer, { own, condition, course }: Situation): Course {
  const isConditional = condition !== undefined;
  if (layer.kind === 'dense') return { sizeVaries: isConditional || own.has('units'), areaVaries: false };
  if (layer.kind === 'conv2d') {
    const shrinks = layer.strides > 1 || (layer.padding === 'valid' && layer.kernelSize > 1);
    const depends = (own.has('kernelSize') && layer.padding === 'valid') || (isConditional && shrinks);
    return { sizeVaries: isConditional || own.has('filters'), areaVaries: course.areaVaries || depends };
  }
  if (layer.kind === 'maxPooling2d' || layer.kind === 'averagePooling2d')
    return { ...course, areaVaries: course.areaVaries || isConditional };
  return course;
}
