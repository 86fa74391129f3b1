import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { wasmLayer } from './layers';
import { type ListedStep, StepList } from './steps';

/**
 * The network of an Experiment as steps, from the first layer to the logits: flatten and reshape vanish, activations part from their layers,
 * rectifiers join the step before where it can take one, a separable convolution is a depthwise one and a convolution over its channels.
 * Throws an Error, in words for people, where the stack is wrong.
 */
export function stepsOf(experiment: Experiment): readonly ListedStep[] {
  const steps = new StepList();
  appendLayers(experiment, steps);
  return steps.all;
}

/** A network layer by layer. */
export interface LayerSteps {
  steps: readonly ListedStep[];
  /** The last step of each layer or of those before it; -1 where there is none yet. */
  ends: readonly number[];
}

/** The steps of inference, each layer's for itself: its output is that of its last step. Throws as `stepsOf`. */
export function layerStepsOf(experiment: Experiment): LayerSteps {
  const steps = new StepList('inspection');
  const ends = appendLayers(experiment, steps);
  return { steps: steps.all, ends };
}

/** Appends every layer's steps, and returns the last step after each. */
function appendLayers(experiment: Experiment, steps: StepList): number[] {
  const network = planOf(experiment);
  const error = network.issues.find((issue) => issue.severity === 'error');
  if (error) throw new Error(error.message);
  return network.layers.map(({ layer, inputShape, outputShape }, position) => {
    if (!inputShape || !outputShape) throw new Error('The network has layers whose shape is unknown.');
    wasmLayer(layer).appendSteps(steps, layer, { id: layer.id, position, inputShape, outputShape });
    return steps.all.length - 1;
  });
}
