import type { RecurrentLayer } from '@/experiment/network/kinds';
import type { Activation } from '@/experiment/network/types';
import { gatesOf } from './arrays';
import type { Graph } from './graph';
import type { PlacedLayer } from './placed-layer';
import type { OnnxAttribute } from './proto';

/** The operator of each kind, and where its gates stand in Keras's order: ONNX's LSTM has i, o, f, c and Keras i, f, c, o. */
const OPERATORS = {
  simpleRnn: { op: 'RNN', order: [0] },
  lstm: { op: 'LSTM', order: [0, 3, 1, 2] },
  gru: { op: 'GRU', order: [0, 1, 2] },
} as const;

/** Activations that ONNX knows inside of a cell; alpha and beta where they have any. */
const CELL_ACTIVATIONS: Partial<Record<Activation, { name: string; alpha?: number; beta?: number }>> = {
  relu: { name: 'Relu' },
  tanh: { name: 'Tanh' },
  sigmoid: { name: 'Sigmoid' },
  elu: { name: 'Elu', alpha: 1 },
  linear: { name: 'Affine', alpha: 1, beta: 0 },
};

/** The activations of a cell in ONNX's order: the gates', the candidate's and, of an LSTM, the one that the memory leaves through. */
function activationsOf(layer: RecurrentLayer): Activation[] {
  if (layer.kind === 'simpleRnn') return [layer.activation];
  return layer.kind === 'gru'
    ? [layer.recurrentActivation, layer.activation]
    : [layer.recurrentActivation, layer.activation, layer.activation];
}

/** Why ONNX cannot have this layer, or `null`. */
export function recurrentProblem(layer: RecurrentLayer): string | null {
  const unknown = activationsOf(layer).find((activation) => !CELL_ACTIVATIONS[activation]);
  return unknown ? `ONNX has no ${unknown} inside recurrent layers. Choose tanh, sigmoid, relu, elu or linear.` : null;
}

/** Adds a recurrent layer: the sequence with its steps in front, the operator, and what leaves it. */
export function addRecurrent(graph: Graph, { layer, plan, weights }: PlacedLayer<RecurrentLayer>): void {
  const { op, order } = OPERATORS[layer.kind];
  const [kernel = new Float32Array(), recurrentKernel = new Float32Array(), offsets] = weights;
  const [features = 1, width = 1] = plan.weights[0]?.shape ?? [];
  const { units } = layer;
  const known = activationsOf(layer).map((activation) => CELL_ACTIVATIONS[activation] ?? { name: 'Tanh' });
  graph.apply('Transpose', [], { perm: { ints: [1, 0, 2] } });
  const inputs = [
    graph.current.value,
    graph.constant(gatesOf(kernel, features, units, order), [1, width, features]),
    graph.constant(gatesOf(recurrentKernel, units, units, order), [1, width, units]),
    ...(offsets
      ? [
          graph.constant(
            bothBiases(offsets, width, (row) => gatesOf(row, 1, units, order)),
            [1, 2 * width],
          ),
        ]
      : []),
  ];
  const attributes: Record<string, OnnxAttribute> = {
    hidden_size: { int: units },
    activations: { texts: known.map(({ name }) => name) },
    // Only functions that have an alpha or a beta take one, in the order in which they stand; an empty list is none.
    ...given(
      'activation_alpha',
      known.flatMap(({ alpha }) => alpha ?? []),
    ),
    ...given(
      'activation_beta',
      known.flatMap(({ beta }) => beta ?? []),
    ),
    ...(layer.kind === 'gru' ? { linear_before_reset: { int: layer.resetAfter ? 1 : 0 } } : {}),
  };
  const all = graph.node(op, inputs, attributes, 2);
  graph.take(layer.returnSequences ? all : `${all}_1`);
  // [steps, directions, batch, units], or [directions, batch, units] of the last step.
  graph.apply('Squeeze', [graph.constant([layer.returnSequences ? 1 : 0], [1])]);
  if (layer.returnSequences) graph.apply('Transpose', [], { perm: { ints: [1, 0, 2] } });
}

const given = (name: string, floats: number[]): Record<string, OnnxAttribute> => (floats.length > 0 ? { [name]: { floats } } : {});

/** ONNX adds a bias to both products; where ours has one row, it is the first one's. */
function bothBiases(offsets: Float32Array, width: number, inOrder: (row: Float32Array) => Float32Array): Float32Array {
  const both = new Float32Array(2 * width);
  for (let at = 0; at < offsets.length; at += width) both.set(inOrder(offsets.subarray(at, at + width)), at);
  return both;
}
