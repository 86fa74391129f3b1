import type { Layer, LayerKind, LayerOf } from '@/experiment/network/kinds';
import { poolStrides } from '@/experiment/network/parts/pooling';
import type { PlannedLayer } from '@/experiment/network/plan';
import type { Shape } from '@/experiment/network/types';
import { transposed } from './arrays';
import type { Graph } from './graph';
import type { PlacedLayer } from './placed-layer';
import type { OnnxAttribute } from './proto';
import { addRecurrent } from './recurrent';

/** Adds a layer's nodes to the graph. */
export type AddLayer<L extends Layer> = (graph: Graph, placed: PlacedLayer<L>) => void;

interface Window {
  size: number;
  strides: number;
  padding: 'same' | 'valid';
}

/**
 * The attributes of a window over a map [height, width, channels]. The padding is written out: TensorFlow's *same* puts the odd pixel after the
 * map and never pads by less than nothing, as a runtime may where a window moves by more than its size.
 */
function windowAttributes({ size, strides, padding }: Window, [height = 0, width = 0]: Shape): Record<string, OnnxAttribute> {
  const missing = (length: number) => (padding === 'same' ? Math.max(0, (Math.ceil(length / strides) - 1) * strides + size - length) : 0);
  const sides = [missing(height), missing(width)];
  const before = sides.map((total) => Math.floor(total / 2));
  const after = sides.map((total) => Math.ceil(total / 2));
  return {
    kernel_shape: { ints: [size, size] },
    strides: { ints: [strides, strides] },
    pads: { ints: [...before, ...after] },
  };
}

/** The shape of the i-th weight. */
const shapeOf = (plan: PlannedLayer, i: number): Shape => plan.weights[i]?.shape ?? [];

/** A kernel [k, k, in, out] as ONNX has it: [out, in, k, k]. */
function convolutionKernel(graph: Graph, kernel: Float32Array, shape: Shape): string {
  const [height = 1, width = 1, inputs = 1, outputs = 1] = shape;
  return graph.constant(transposed(kernel, shape, [3, 2, 0, 1]), [outputs, inputs, height, width]);
}

/** A kernel [k, k, channels, multiplier] as ONNX has it: [channels * multiplier, 1, k, k]. */
function depthwiseKernel(graph: Graph, kernel: Float32Array, shape: Shape): string {
  const [height = 1, width = 1, channels = 1, multiplier = 1] = shape;
  return graph.constant(transposed(kernel, shape, [2, 3, 0, 1]), [channels * multiplier, 1, height, width]);
}

const bias = (graph: Graph, values: Float32Array | undefined): string[] => (values ? [graph.constant(values, [values.length])] : []);

const windowOf = (layer: { kernelSize: number; strides: number; padding: 'same' | 'valid' }): Window => ({
  size: layer.kernelSize,
  strides: layer.strides,
  padding: layer.padding,
});

function pool(op: string, extra: Record<string, OnnxAttribute>): AddLayer<LayerOf<'maxPooling2d' | 'averagePooling2d'>> {
  return (graph, { layer, plan }) => {
    const window = { size: layer.poolSize, strides: poolStrides(layer), padding: layer.padding };
    graph.toChannelsFirst();
    graph.apply(op, [], { ...windowAttributes(window, plan.inputShape ?? []), ...extra });
  };
}

/** ONNX's operator wants the channels behind the batch: maps are turned so, and so are sequences. */
const normalize: AddLayer<LayerOf<'batchNormalization'>> = (graph, { layer, weights }) => {
  const isSequence = graph.current.shape.length === 2;
  const turn = () => graph.apply('Transpose', [], { perm: { ints: [0, 2, 1] } });
  if (graph.current.shape.length === 3) graph.toChannelsFirst();
  if (isSequence) turn();
  const constants = weights.map((values) => graph.constant(values, [values.length]));
  graph.apply('BatchNormalization', constants, { epsilon: { float: layer.epsilon } });
  if (isSequence) turn();
};

/** The one table from layer kind to ONNX; a kind left out is a compile error. */
const ADD: { [K in LayerKind]: AddLayer<LayerOf<K>> } = {
  dense(graph, { layer, plan, weights: [kernel = new Float32Array(), offsets] }) {
    graph.apply('MatMul', [graph.constant(kernel, shapeOf(plan, 0))]);
    if (offsets) graph.apply('Add', bias(graph, offsets));
    graph.activate(layer.activation, layer.negativeSlope);
  },
  conv2d(graph, { layer, plan, weights: [kernel = new Float32Array(), offsets] }) {
    graph.toChannelsFirst();
    graph.apply(
      'Conv',
      [convolutionKernel(graph, kernel, shapeOf(plan, 0)), ...bias(graph, offsets)],
      windowAttributes(windowOf(layer), plan.inputShape ?? []),
    );
    graph.activate(layer.activation, layer.negativeSlope);
  },
  depthwiseConv2d(graph, { layer, plan, weights: [kernel = new Float32Array(), offsets] }) {
    const shape = shapeOf(plan, 0);
    graph.toChannelsFirst();
    graph.apply('Conv', [depthwiseKernel(graph, kernel, shape), ...bias(graph, offsets)], {
      ...windowAttributes(windowOf(layer), plan.inputShape ?? []),
      group: { int: shape[2] ?? 1 },
    });
    graph.activate(layer.activation, layer.negativeSlope);
  },
  separableConv2d(graph, { layer, plan, weights: [depthwise = new Float32Array(), pointwise = new Float32Array(), offsets] }) {
    const shape = shapeOf(plan, 0);
    graph.toChannelsFirst();
    graph.apply('Conv', [depthwiseKernel(graph, depthwise, shape)], {
      ...windowAttributes(windowOf(layer), plan.inputShape ?? []),
      group: { int: shape[2] ?? 1 },
    });
    graph.apply('Conv', [convolutionKernel(graph, pointwise, shapeOf(plan, 1)), ...bias(graph, offsets)], {
      kernel_shape: { ints: [1, 1] },
    });
    graph.activate(layer.activation, layer.negativeSlope);
  },
  maxPooling2d: pool('MaxPool', {}),
  // What lies outside of the map does not count.
  averagePooling2d: pool('AveragePool', { count_include_pad: { int: 0 } }),
  globalAveragePooling2d(graph, { plan }) {
    graph.toChannelsFirst();
    graph.apply('GlobalAveragePool');
    graph.apply('Flatten', [], { axis: { int: 1 } });
    graph.flattened(plan.outputShape?.[0] ?? 0);
  },
  flatten(graph, { plan }) {
    graph.toChannelsLast();
    graph.apply('Flatten', [], { axis: { int: 1 } });
    graph.flattened(plan.outputShape?.[0] ?? 0);
  },
  reshape(graph, { layer }) {
    graph.toChannelsLast();
    // A length of 0 keeps what arrives: the batch.
    graph.apply('Reshape', [graph.constant([0, ...layer.targetShape], [layer.targetShape.length + 1])]);
  },
  dropout: () => {},
  batchNormalization: normalize,
  activation: (graph, { layer }) => graph.activate(layer.activation, layer.negativeSlope),
  simpleRnn: addRecurrent,
  lstm: addRecurrent,
  gru: addRecurrent,
};

/** Adds one layer, whatever its kind. */
export function addLayer(graph: Graph, plan: PlannedLayer, weights: readonly Float32Array[]): void {
  (ADD[plan.layer.kind] as AddLayer<Layer>)(graph, { layer: plan.layer, plan, weights });
  graph.becomes(plan.outputShape ?? []);
}
