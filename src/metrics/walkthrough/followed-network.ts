import { taskOutput } from '@/experiment/data/classes';
import type { OutputActivation } from '@/experiment/data/tasks/entry';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import type { DenseLayer } from '@/experiment/network/kinds/dense';
import { summaryRows } from '@/experiment/network/summary';
import { asClassLoss, asNumberLoss, type Loss } from '@/experiment/training/losses';
import { slotNames } from '@/experiment/training/optimizers';
import { elementwiseOf } from './activations';
import { type UpdateRule, updateRule } from './update-rule';

/** A dense layer that is followed. */
export interface FollowedLayer {
  layer: DenseLayer;
  /** Its name in the summary: "dense_1". */
  name: string;
  inputs: number;
  units: number;
  /** Where its arrays stand among the network's weights; `bias` is `null` where it has none. */
  kernel: number;
  bias: number | null;
  l1: number;
  l2: number;
}

/** A network of dense layers whose every number can be followed. */
export interface FollowedNetwork {
  /** The output layer is the last one. */
  layers: FollowedLayer[];
  /** How the last layer ends: one sigmoid, as many softmax outputs as classes, or the number that is predicted. */
  output: OutputActivation;
  loss: Loss;
  learningRate: number;
  update: UpdateRule;
  /** What the optimizer remembers of each weight, in the order of the state's slots. */
  slotNames: string[];
}

/** Layers that pass the numbers on as they are, where nothing is dropped. */
const PASSING = new Set(['flatten', 'reshape', 'dropout']);

/** A batch of one has no variance: the engines make 0 of everything that is normalized, and layers before it get no gradient. */
const NORMALIZED =
  'Batch normalization compares the examples of a batch. With one example per step it makes every number 0, so nothing before it could learn. Remove it to follow the numbers.';

/**
 * The Experiment that is followed: one example a step at a constant learning rate, nothing dropped and nothing clipped, so that each number follows from those in view.
 * It has the weights of the original.
 */
export function followedExperiment(experiment: Experiment): Experiment {
  const { model, training } = experiment;
  if (model.kind !== 'network') return experiment;
  const layers = model.layers.map((layer) => (layer.kind === 'dropout' ? { ...layer, rate: 0 } : layer));
  return { ...experiment, model: { ...model, layers }, training: { ...training, batchSize: 1, clipping: { kind: 'none' } } };
}

/** A network that can be followed, or, in words for people, why it cannot. */
export function followedNetwork(experiment: Experiment): FollowedNetwork | string {
  if (classicalOf(experiment)) return 'This model has no layers to follow. Choose a network.';
  const plan = planOf(experiment);
  const { layers, issues } = plan;
  if (issues.some(({ severity }) => severity === 'error')) return 'Something is wrong with the network. Fix it first.';
  if (layers.some(({ layer }) => layer.kind === 'batchNormalization')) return NORMALIZED;
  const other = layers.find(({ layer }) => layer.kind !== 'dense' && !PASSING.has(layer.kind));
  if (other)
    return 'Whole steps can be followed in networks of dense layers. Here, open a channel of a layer: each of its numbers can be followed there.';
  const names = summaryRows(plan).map(({ name }) => name);
  const followed: FollowedLayer[] = [];
  let at = 0;
  for (const [k, { layer, inputShape, weights }] of layers.entries()) {
    if (layer.kind === 'dense') {
      const isOutput = k === layers.length - 1;
      if (!isOutput && !elementwiseOf(layer)) return `The activation ${layer.activation} cannot be followed by hand. Choose another one.`;
      const bias = weights.findIndex(({ name }) => name === 'bias');
      const { l1 = 0, l2 = 0 } = weights[0] ?? {};
      const name = names[k] ?? 'dense';
      followed.push({
        layer,
        name,
        inputs: inputShape?.[0] ?? 0,
        units: layer.units,
        kernel: at,
        bias: bias < 0 ? null : at + bias,
        l1,
        l2,
      });
    }
    at += weights.length;
  }
  const { optimizer, learningRate, loss } = experiment.training;
  const { activation: output } = taskOutput(experiment.data);
  return {
    layers: followed,
    output,
    loss: output === 'linear' ? asNumberLoss(loss) : asClassLoss(loss),
    learningRate,
    update: updateRule(optimizer),
    slotNames: slotNames(optimizer),
  };
}
