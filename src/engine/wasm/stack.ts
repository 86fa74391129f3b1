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
  const network = planOf(experiment);
  const error = network.issues.find((issue) => issue.severity === 'error');
  if (error) throw new Error(error.message);
  const steps = new StepList();
  network.layers.forEach(({ layer, inputShape, outputShape }, position) => {
    if (!inputShape || !outputShape) throw new Error('The network has layers whose shape is unknown.');
    wasmLayer(layer).appendSteps(steps, layer, { id: layer.id, position, inputShape, outputShape });
  });
  return steps.all;
}
