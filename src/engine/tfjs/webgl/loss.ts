import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { reshape, scalar, type Tensor } from '@tensorflow/tfjs-core';
import { IDENTITY } from '@/engine/tfjs/activations';
import { type ByteTexture, pixelAt } from './byte-texture';
import { columnSumsOnGpu } from './elementwise';
import { ints, type Program, runProgram } from './programs';

/** Declares row `r`'s class, largest logit, where it is, and the sum of e^(logit - largest). */
const SOFTMAX_OF_ROW = `
  int target = int(${pixelAt('rows', 'r', 'rowsWidth')}.a);
  int best = 0;
  float top = getLogits(r, 0);
  for (int k = 1; k < outputs; k++) { float value = getLogits(r, k); if (value > top) { top = value; best = k; } }
  float total = 0.0;
  for (int k = 0; k < outputs; k++) total += exp(getLogits(r, k) - top);`;

const UNIFORMS = ints(['rowsWidth', 'batch', 'outputs']);

/** (probability - target) / batch, for each logit. */
const gradientSource = (binary: boolean) => `void main() {
  ivec2 place = getOutputCoords();
  int r = place.x;
  ${
    binary
      ? `float target = ${pixelAt('rows', 'r', 'rowsWidth')}.a;
         setOutput((1.0 / (1.0 + exp(-getLogits(r, 0))) - target) / float(batch));`
      : `${SOFTMAX_OF_ROW}
         float probability = exp(getLogits(r, place.y) - top) / total;
         setOutput((probability - (place.y == target ? 1.0 : 0.0)) / float(batch));`
  }
}`;

/** For each example: its share of the mean loss (and of the penalty), and whether it was right. */
const rowSource = (binary: boolean) => `void main() {
  ivec2 place = getOutputCoords();
  int r = place.x;
  ${
    binary
      ? `float target = ${pixelAt('rows', 'r', 'rowsWidth')}.a;
         float x = getLogits(r, 0);
         float loss = max(x, 0.0) - x * target + log(1.0 + exp(-abs(x)));
         bool hit = (x > 0.0) == (target == 1.0);`
      : `${SOFTMAX_OF_ROW}
         float loss = log(total) + top - getLogits(r, target);
         bool hit = best == target;`
  }
  setOutput(place.y == 0 ? (loss + getPenalty()) / float(batch) : (hit ? 1.0 : 0.0));
}`;

/** Cross-entropy from logits [batch, outputs], as cpu/cross-entropy.ts has it; the classes are the fourth bytes of `rows`. */
export function lossOnGpu(
  backend: MathBackendWebGL,
  logits: Tensor,
  rows: ByteTexture,
  penalty: Tensor | null,
): { gradient: Tensor; result: Tensor } {
  const [batch = 0, outputs = 1] = logits.shape;
  const uniforms = { rowsWidth: rows.width, batch, outputs };
  const gradient: Program = {
    inputs: ['rows', 'logits'],
    uniforms: UNIFORMS,
    outputShape: logits.shape,
    source: gradientSource(outputs === 1),
  };
  const each: Program = {
    inputs: ['rows', 'logits', 'penalty'],
    uniforms: UNIFORMS,
    outputShape: [batch, 2],
    source: rowSource(outputs === 1),
  };
  const share = penalty ? reshape(penalty, []) : scalar(0);
  const losses = runProgram(backend, each, [rows.info, logits, share], uniforms);
  return {
    gradient: runProgram(backend, gradient, [rows.info, logits], uniforms),
    result: columnSumsOnGpu(backend, IDENTITY, [losses], []),
  };
}
