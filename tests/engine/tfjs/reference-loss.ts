import {
  abs,
  add,
  exp,
  gather,
  log,
  logSumExp,
  mean,
  mul,
  neg,
  oneHot,
  ones,
  relu,
  reshape,
  type Scalar,
  sigmoid,
  softmax,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  tensor,
  tensor1d,
  tidy,
  type Variable,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import type { PreparedData } from '@/dataset/types';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import type { Layer } from '@/experiment/network/kinds';
import { OUTPUT_ID, type WeightSpec } from '@/experiment/network/types';
import { asClassLoss, type ClassLoss } from '@/experiment/training/losses';
import { referenceLogits } from './reference';

/** An Experiment's network as variables and a loss on TensorFlow.js's tape. */
export interface ReferenceNetwork {
  variables: Variable[];
  /** Which variables are trained. */
  trained: Variable[];
  /** Loss of one training step, penalties included, and the gradients of the trained variables by name. */
  gradients(batch: Uint32Array, step: number): { loss: number; grads: Record<string, Tensor> };
  dispose(): void;
}

export function referenceNetwork(experiment: Experiment, data: PreparedData, weights: readonly Float32Array[]): ReferenceNetwork {
  const network = planOf(experiment);
  const layers = network.layers.map(({ layer }) => (layer.id === OUTPUT_ID ? ({ ...layer, activation: 'linear' } as Layer) : layer));
  const counts = network.layers.map((each) => each.weights.length);
  const specs = network.layers.flatMap((each) => each.weights);
  const variables = specs.map((spec, i) => variableOf(weights[i]!, spec));
  const trained = variables.filter((each) => each.trainable);
  const binary = experiment.data.task.kind === 'pair';
  const lossOf = (batch: Uint32Array, step: number) => {
    const images = imagesOf(data, batch);
    const logits = referenceLogits(layers, counts, variables, images, experiment.training.seed, step);
    const targets = tensor1d(
      Array.from(batch, (index) => data.targets[index]!),
      'int32',
    );
    const rows = ROWS[asClassLoss(experiment.training.loss)][binary ? 'sigmoid' : 'softmax'](logits, targets);
    const weights = data.classWeights ? gather(tensor1d(data.classWeights), targets) : ones([batch.length]);
    const penalties = specs.map((spec, i) => add(mul(spec.l1, sum(abs(variables[i]!))), mul(spec.l2, sum(square(variables[i]!)))));
    return penalties.reduce((total, penalty) => add(total, penalty), mean(mul(rows, weights)));
  };
  return {
    variables,
    trained,
    gradients(batch, step) {
      const { value, grads } = variableGrads(() => tidy(() => lossOf(batch, step) as Scalar), trained);
      const loss = value.dataSync()[0]!;
      value.dispose();
      return { loss, grads };
    },
    dispose() {
      for (const each of variables) each.dispose();
    },
  };
}

/** A variable shares its first value's memory; that value's own tensor is to be disposed. */
function variableOf(values: Float32Array, spec: WeightSpec): Variable {
  const start = tensor(values.slice(), [...spec.shape]);
  const made = variable(start, spec.trainable);
  start.dispose();
  return made;
}

function imagesOf(data: PreparedData, batch: Uint32Array): Tensor {
  const values = Array.from(batch).flatMap((index) =>
    Array.from(data.pixels.subarray(index * 784, (index + 1) * 784), (byte) => (byte - data.offset) * data.factor),
  );
  return tensor(values, [batch.length, 28, 28, 1]);
}

type Rows = (logits: Tensor, targets: Tensor1D) => Tensor;

/** The loss of each example. */
const ROWS: Record<ClassLoss, { softmax: Rows; sigmoid: Rows }> = {
  crossEntropy: {
    softmax: (logits, targets) => sub(logSumExp(logits, 1), sum(mul(oneHot(targets, logits.shape[1]!), logits), 1)),
    /** max(x, 0) - x t + log(1 + e^-|x|). */
    sigmoid(logits, targets) {
      const x = reshape(logits, [-1]);
      return add(sub(relu(x), mul(x, targets)), log(add(1, exp(neg(abs(x))))));
    },
  },
  meanSquaredError: {
    softmax: (logits, targets) => mean(square(sub(softmax(logits), oneHot(targets, logits.shape[1]!))), 1),
    sigmoid: (logits, targets) => square(sub(sigmoid(reshape(logits, [-1])), targets)),
  },
};
