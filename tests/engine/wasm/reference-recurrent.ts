import * as tf from '@tensorflow/tfjs';
import type { RecurrentLayer } from '@/experiment/network/kinds';
import type { Activation } from '@/experiment/network/types';

type Activate = (x: tf.Tensor, activation: Activation, slope: number) => tf.Tensor;

/** Columns of gate number `gate`. */
const gateOf = (matrix: tf.Tensor, gate: number, units: number): tf.Tensor =>
  tf.slice(matrix as tf.Tensor2D, [0, gate * units], [-1, units]);

/** Recurrent layers as Keras's documentation writes them, one step after the other, on [batch, steps, features]. */
export function recurrent(
  x: tf.Tensor3D,
  layer: RecurrentLayer,
  kernel: tf.Tensor,
  recurrentKernel: tf.Tensor,
  bias: tf.Tensor | null,
  activate: Activate,
): tf.Tensor {
  const [batch, steps] = x.shape;
  const { units, negativeSlope: slope } = layer;
  const f = (v: tf.Tensor) => activate(v, layer.activation, slope);
  const s = (v: tf.Tensor) => (layer.kind === 'simpleRnn' ? v : activate(v, layer.recurrentActivation, slope));
  let output: tf.Tensor = tf.zeros([batch, units]);
  let memory: tf.Tensor = tf.zeros([batch, units]);
  const [inputBias, stateBias] = bias?.rank === 2 ? tf.unstack(bias) : [bias];
  const outputs: tf.Tensor[] = [];
  for (let t = 0; t < steps; t++) {
    const now = tf.squeeze(tf.slice(x, [0, t, 0], [-1, 1, -1]), [1]);
    const own = tf.matMul(now as tf.Tensor2D, kernel as tf.Tensor2D);
    const given = inputBias ? tf.add(own, inputBias) : own;
    const sum = (gate: number, state: tf.Tensor) =>
      tf.add(gateOf(given, gate, units), tf.matMul(state as tf.Tensor2D, gateOf(recurrentKernel, gate, units) as tf.Tensor2D));
    if (layer.kind === 'simpleRnn') {
      output = f(sum(0, output));
    } else if (layer.kind === 'lstm') {
      const [i, forget, candidate, o] = [s(sum(0, output)), s(sum(1, output)), f(sum(2, output)), s(sum(3, output))];
      memory = tf.add(tf.mul(forget, memory), tf.mul(i, candidate));
      output = tf.mul(o, f(memory));
    } else if (layer.resetAfter) {
      const product = tf.matMul(output as tf.Tensor2D, recurrentKernel as tf.Tensor2D);
      const ofState = stateBias ? tf.add(product, stateBias) : product;
      const both = (gate: number) => tf.add(gateOf(given, gate, units), gateOf(ofState, gate, units));
      const [z, r] = [s(both(0)), s(both(1))];
      const candidate = f(tf.add(gateOf(given, 2, units), tf.mul(r, gateOf(ofState, 2, units))));
      output = tf.add(tf.mul(z, output), tf.mul(tf.sub(1, z), candidate));
    } else {
      const [z, r] = [s(sum(0, output)), s(sum(1, output))];
      const candidate = f(sum(2, tf.mul(r, output)));
      output = tf.add(tf.mul(z, output), tf.mul(tf.sub(1, z), candidate));
    }
    outputs.push(output);
  }
  return layer.returnSequences ? tf.stack(outputs, 1) : output;
}
