import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { reshape, scalar, type Tensor } from '@tensorflow/tfjs-core';
import { IDENTITY } from '@/engine/tfjs/activations';
import type { Objective } from '@/engine/tfjs/device';
import { MOST_CLASSES } from '@/experiment/data/datasets';
import { asClassLoss, type ClassLoss } from '@/experiment/training/losses';
import { type ByteTexture, pixelAt } from './byte-texture';
import { columnSumsOnGpu } from './elementwise';
import { ints, type Program, runProgram } from './programs';

/** GLSL statements that give `value` one example's loss, and its gradient with respect to logit `place.y`. */
interface RowLoss {
  loss: string;
  gradient: string;
}

/** The difference of probability `k` from its target after a softmax. */
const errorAt = (k: string) => `(exp(getLogits(r, ${k}) - top) / total - (${k} == target ? 1.0 : 0.0))`;

/** As cpu/loss.ts has them, after a softmax (ROW_OF_SOFTMAX stands before) and after the sigmoid of a single output (ROW_OF_SIGMOID). */
const LOSSES: Record<ClassLoss, { softmax: RowLoss; sigmoid: RowLoss }> = {
  crossEntropy: {
    softmax: {
      loss: 'value = log(total) + top - getLogits(r, target);',
      gradient: `value = ${errorAt('place.y')};`,
    },
    sigmoid: {
      loss: 'value = max(x, 0.0) - x * wanted + log(1.0 + exp(-abs(x)));',
      gradient: 'value = probability - wanted;',
    },
  },
  meanSquaredError: {
    softmax: {
      loss: `for (int k = 0; k < outputs; k++) { float error = ${errorAt('k')}; value += error * error; }
        value /= float(outputs);`,
      gradient: `float drift = 0.0;
        for (int k = 0; k < outputs; k++) drift += exp(getLogits(r, k) - top) / total * ${errorAt('k')};
        value = 2.0 / float(outputs) * exp(getLogits(r, place.y) - top) / total * (${errorAt('place.y')} - drift);`,
    },
    sigmoid: {
      loss: 'value = (probability - wanted) * (probability - wanted);',
      gradient: 'value = 2.0 * (probability - wanted) * probability * (1.0 - probability);',
    },
  },
};

/** Declares row `r`'s largest logit, where it is, the sum of e^(logit - largest), and whether it is a hit. */
const ROW_OF_SOFTMAX = `
  int best = 0;
  float top = getLogits(r, 0);
  for (int k = 1; k < outputs; k++) { float other = getLogits(r, k); if (other > top) { top = other; best = k; } }
  float total = 0.0;
  for (int k = 0; k < outputs; k++) total += exp(getLogits(r, k) - top);
  bool hit = best == target;`;

/** Declares row `r`'s logit, its sigmoid, and whether it is a hit. */
const ROW_OF_SIGMOID = `
  float wanted = float(target);
  float x = getLogits(r, 0);
  float probability = 1.0 / (1.0 + exp(-x));
  bool hit = (x > 0.0) == (target == 1);`;

/** Classes that most data sets have at most: a shorter list of weights for them. */
const FEW_CLASSES = 10;

/** The length of the list of class weights. Programs of different lengths have different sources. */
const roomFor = (outputs: number): number => (outputs <= FEW_CLASSES ? FEW_CLASSES : MOST_CLASSES);

const uniformsFor = (room: number): Program['uniforms'] => [
  ...ints(['rowsWidth', 'batch', 'outputs']),
  { name: 'classWeights', type: 'float', arrayIndex: room },
];

/** A program's main: the row's numbers, `value`, and what becomes of it. */
const mainOf = (binary: boolean, room: number, value: string, output: string) => `// Weights of ${room} classes.
void main() {
  ivec2 place = getOutputCoords();
  int r = place.x;
  int target = int(${pixelAt('rows', 'r', 'rowsWidth')}.a);
  ${binary ? ROW_OF_SIGMOID : ROW_OF_SOFTMAX}
  float value = 0.0;
  ${value}
  value *= classWeights[target];
  setOutput(${output});
}`;

/**
 * A loss from logits [batch, outputs]; the classes are the fourth bytes of `rows`. One draw for the gradient, and for the result one that leaves each
 * example's share of the mean loss (and of the penalty) and whether it was a hit, then their sums.
 */
export function lossOnGpu(
  backend: MathBackendWebGL,
  { loss, classWeights }: Objective,
  logits: Tensor,
  rows: ByteTexture,
  penalty: Tensor | null,
): { gradient: Tensor; result: Tensor } {
  const [batch = 0, outputs = 1] = logits.shape;
  const binary = outputs === 1;
  const room = roomFor(outputs);
  const uniformList = uniformsFor(room);
  const source = LOSSES[asClassLoss(loss)][binary ? 'sigmoid' : 'softmax'];
  const weights = Array.from({ length: room }, (_, k) => classWeights?.[k] ?? 1);
  const uniforms = { rowsWidth: rows.width, batch, outputs, classWeights: weights };
  const gradient: Program = {
    inputs: ['rows', 'logits'],
    uniforms: uniformList,
    outputShape: logits.shape,
    source: mainOf(binary, room, source.gradient, 'value / float(batch)'),
  };
  const each: Program = {
    inputs: ['rows', 'logits', 'penalty'],
    uniforms: uniformList,
    outputShape: [batch, 2],
    source: mainOf(binary, room, source.loss, 'place.y == 0 ? (value + getPenalty()) / float(batch) : (hit ? 1.0 : 0.0)'),
  };
  const share = penalty ? reshape(penalty, []) : scalar(0);
  const losses = runProgram(backend, each, [rows.info, logits, share], uniforms);
  return {
    gradient: runProgram(backend, gradient, [rows.info, logits], uniforms),
    result: columnSumsOnGpu(backend, IDENTITY, [losses], []),
  };
}
