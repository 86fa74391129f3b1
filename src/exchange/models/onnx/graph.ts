import type { Activation, Shape } from '@/experiment/network/types';
import type { OnnxAttribute, OnnxNode, OnnxTensor } from './proto';

type Attributes = Readonly<Record<string, OnnxAttribute>>;

/**
 * A network as ONNX nodes, one after the other. The value in hand is what the last node made. Maps are channels-last as in Keras, and turned to
 * channels-first only where ONNX's operators ask for it; they stay so until something else is needed.
 */
export class Graph {
  readonly nodes: OnnxNode[] = [];
  readonly tensors: OnnxTensor[] = [];
  private channelsFirst = false;

  /** @param shape of the value in hand, for one example, channels last. */
  constructor(
    private value: string,
    private shape: Shape,
  ) {}

  /** What the last layer put out. */
  get current(): { value: string; shape: Shape } {
    return { value: this.value, shape: this.shape };
  }

  /** Axis of the channels (or of the numbers of a row, or the features of a step), the batch counted. */
  get channelAxis(): number {
    return this.channelsFirst ? 1 : this.shape.length;
  }

  /** What comes out of the next nodes has another shape (channels last). */
  becomes(shape: Shape): void {
    this.shape = shape;
  }

  /** Adds a node on the value in hand, which then is its first output. */
  apply(op: string, constants: readonly string[] = [], attributes: Attributes = {}): void {
    this.value = this.node(op, [this.value, ...constants], attributes);
  }

  /** Adds a node on named values and returns the name of its first output. */
  node(op: string, inputs: readonly string[], attributes: Attributes = {}, outputs = 1): string {
    const names = Array.from({ length: outputs }, (_, i) => `v${this.nodes.length}${i === 0 ? '' : `_${i}`}`);
    this.nodes.push({ op, inputs, outputs: names, attributes });
    return names[0] ?? '';
  }

  /** Puts a value made by `node` in hand. */
  take(value: string): void {
    this.value = value;
  }

  /** Adds a constant and returns its name. */
  constant(values: Float32Array | readonly number[], dims: readonly number[]): string {
    const name = `c${this.tensors.length}`;
    this.tensors.push({ name, dims, values });
    return name;
  }

  /** Turns a map to [batch, channels, height, width]. */
  toChannelsFirst(): void {
    if (this.channelsFirst) return;
    this.apply('Transpose', [], { perm: { ints: [0, 3, 1, 2] } });
    this.channelsFirst = true;
  }

  /** Turns a map back to [batch, height, width, channels]. */
  toChannelsLast(): void {
    if (!this.channelsFirst) return;
    this.apply('Transpose', [], { perm: { ints: [0, 2, 3, 1] } });
    this.channelsFirst = false;
  }

  /** The channels have lost their place: what is in hand is a row now. */
  flattened(length: number): void {
    this.channelsFirst = false;
    this.shape = [length];
  }

  /** Adds an activation on the value in hand. */
  activate(activation: Activation, negativeSlope: number): void {
    ACTIVATIONS[activation](this, negativeSlope);
  }
}

const simple = (op: string) => (graph: Graph) => graph.apply(op);

/** Constants of Klambauer et al. 2017, as the engines have them. */
const SELU = { alpha: { float: 1.6732632423543772 }, gamma: { float: 1.0507009873554805 } };

const ACTIVATIONS: Record<Activation, (graph: Graph, negativeSlope: number) => void> = {
  linear: () => {},
  relu: simple('Relu'),
  leakyRelu: (graph, alpha) => graph.apply('LeakyRelu', [], { alpha: { float: alpha } }),
  elu: (graph) => graph.apply('Elu', [], { alpha: { float: 1 } }),
  selu: (graph) => graph.apply('Selu', [], SELU),
  // x / 2 * (1 + erf(x / sqrt 2)): Gelu is an operator of its own only in later operator sets.
  gelu: (graph) => {
    const { value } = graph.current;
    const scalar = (number: number) => graph.constant(Float32Array.of(number), []);
    const bent = graph.node('Add', [graph.node('Erf', [graph.node('Mul', [value, scalar(Math.SQRT1_2)])]), scalar(1)]);
    graph.take(graph.node('Mul', [graph.node('Mul', [value, scalar(0.5)]), bent]));
  },
  swish: (graph) => {
    const { value } = graph.current;
    graph.take(graph.node('Mul', [value, graph.node('Sigmoid', [value])]));
  },
  sigmoid: simple('Sigmoid'),
  tanh: simple('Tanh'),
  softmax: (graph) => graph.apply('Softmax', [], { axis: { int: graph.channelAxis } }),
};
