import { itemNames } from '@/codegen/data/items';
import { indent, pyTuple } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import { isNumberTask } from '@/experiment/data/classes';
import { inputShapeOf } from '@/experiment/data/datasets';
import type { DataSpec } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import type { Layer } from '@/experiment/network/kinds';
import { OUTPUT_ID, type Shape, type WeightSpec } from '@/experiment/network/types';
import { INITIALIZERS } from './initializers';
import { writerOf } from './layers';
import type { Place, TorchLayer, TorchWeight } from './layers/layer';

/** One layer, written, with what stands in its weights. */
interface WrittenLayer extends TorchLayer {
  input: Shape;
  output: Shape;
  specs: readonly WeightSpec[];
}

/** The classes and functions of an Experiment's network: itself, its first weights, the penalty of L1 and L2. */
export function networkBlocks(experiment: Experiment): Block[] {
  const layers = writtenLayers(experiment);
  const helpers = [...new Set(layers.flatMap((layer) => layer.helpers))];
  const rows = layers.flatMap((layer) => layer.specs.map((spec) => ({ spec, place: layer.weights[spec.name] as TorchWeight })));
  const initializers = [...new Set(rows.flatMap(({ spec }) => INITIALIZERS[spec.initializer].blocks))];
  return [
    ...helpers,
    networkClass(layers, `${inAndOut(experiment.data)}.`),
    ...initializers,
    weightsFunction(rows),
    ...penaltyFunction(rows),
  ];
}

/** Whether L1 or L2 is part of the loss. */
export const hasPenalty = (experiment: Experiment): boolean =>
  planOf(experiment).layers.some((layer) => layer.weights.some(({ l1, l2 }) => l1 > 0 || l2 > 0));

function writtenLayers(experiment: Experiment): WrittenLayer[] {
  const counts = new Map<string, number>();
  return planOf(experiment).layers.map(({ layer, inputShape, outputShape, weights }) => {
    const input = inputShape ?? [];
    const output = outputShape ?? [];
    const written = writeLayer(asLogits(layer), { name: attributeName(layer, counts), input, output });
    return { ...written, input, output, specs: weights };
  });
}

export const writeLayer = (layer: Layer, place: Place): TorchLayer => writerOf(layer)(layer, place);

/** The loss takes logits, so the output layer stops before its softmax or sigmoid. */
export const asLogits = (layer: Layer): Layer =>
  layer.id === OUTPUT_ID && layer.kind === 'dense' ? { ...layer, activation: 'linear' } : layer;

/** What a layer's attribute is called; `counts` has how many of each kind there are so far. */
export function attributeName(layer: Layer, counts: Map<string, number>): string {
  if (layer.id === OUTPUT_ID) return 'output';
  const kind = layer.kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const count = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, count);
  return `${kind}_${count}`;
}

/** "From images (batch, 1, 28, 28) to logits". */
export function inAndOut(data: DataSpec): string {
  const [first = 0, ...rest] = inputShapeOf(data.dataset);
  const shape = rest.length === 0 ? [first] : [rest[1], first, rest[0]];
  return `From ${itemNames(data).items} (batch, ${shape.join(', ')}) to ${isNumberTask(data) ? 'a number' : 'logits'}`;
}

function networkClass(layers: readonly WrittenLayer[], words: string): Block {
  const modules = layers.flatMap((layer) => Object.entries(layer.modules)).map(([name, module]) => `self.${name} = ${module}`);
  // A shape is worth saying where it changes.
  const forward = layers.flatMap((layer) => {
    const isChanged = layer.forward.length > 0 && String(layer.input) !== String(layer.output);
    return isChanged ? [...layer.forward.slice(0, -1), withShape(layer.forward.at(-1) ?? '', layer.output)] : layer.forward;
  });
  const body = [...forward, 'return x'].join('\n');
  return [
    'import torch',
    'import torch.nn.functional as F',
    'from torch import nn',
    '',
    'class Network(nn.Module):',
    `    """${words}"""`,
    '',
    '    def __init__(self):',
    '        super().__init__()',
    indent(modules.join('\n'), 8),
    '',
    '    def forward(self, x):',
    indent(body, 8),
  ]
    .filter((line) =>
      line === 'import torch' ? /\btorch\.(?!nn)/.test(body) : line !== 'import torch.nn.functional as F' || body.includes('F.'),
    )
    .join('\n');
}

function withShape(line: string, shape: Shape): string {
  const commented = `${line}  # ${shape.join(' x ')}`;
  return commented.length + 8 <= 79 && !line.includes('\n') ? commented : line;
}

interface Row {
  spec: WeightSpec;
  place: TorchWeight;
}

function weightsFunction(rows: readonly Row[]): Block {
  const lines = rows.map(({ spec, place }) => {
    const parts = [`network.${place.tensor}`, INITIALIZERS[spec.initializer].name, pyTuple(spec.shape), pyTuple(place.axes)];
    const line = `(${parts.join(', ')}),`;
    return line.length + 8 <= 79 ? line : `(\n${indent(parts.map((part) => `${part},`).join('\n'))}\n),`;
  });
  return [
    'def keras_weights(network):',
    '    """Every weight in Keras\'s order.',
    '',
    '    The tensor here, how it starts, its shape in Keras, and in which order',
    '    the axes of that shape come here.',
    '    """',
    '    return [',
    indent(lines.join('\n'), 8),
    '    ]',
  ].join('\n');
}

function penaltyFunction(rows: readonly Row[]): Block[] {
  const terms = rows.flatMap(({ spec, place }) => [
    ...(spec.l1 > 0 ? [`${spec.l1} * network.${place.tensor}.abs().sum()`] : []),
    ...(spec.l2 > 0 ? [`${spec.l2} * network.${place.tensor}.square().sum()`] : []),
  ]);
  if (terms.length === 0) return [];
  const sum = terms.length === 1 ? [`    return ${terms[0]}`] : ['    return (', indent(terms.join('\n+ '), 8), '    )'];
  return [['def penalty(network):', '    """The part of the loss that keeps weights small (L1 and L2)."""', ...sum].join('\n')];
}
