import { enclosed, indent, pyTuple } from '@/codegen/python/literals';
import { INITIALIZERS } from '@/codegen/pytorch/initializers';
import type { TorchLayer, TorchWeight } from '@/codegen/pytorch/layers/layer';
import { asLogits, attributeName, inAndOut } from '@/codegen/pytorch/network';
import type { Tuned } from '@/codegen/search/tuned';
import type { Block } from '@/codegen/types';
import { inputShapeOf } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { kindOf } from '@/experiment/network/kinds';
import type { WeightSpec } from '@/experiment/network/types';
import { activationsBlock, writeTuned } from './layers';
import { type Course, courseAfter, problemOf } from './rules';

/** One layer of a network that a search varies. */
interface TunedLayer extends TorchLayer {
  /** Python for the number of channels or features behind the layer; `null` where it changes none. */
  size: string | null;
  specs: readonly WeightSpec[];
  /** Whether the shapes of its weights are the same in every trial. */
  isFixed: boolean;
  condition: string | undefined;
}

/** A network whose layers a search decides, or in words what of it cannot be written. */
export function tunedNetworkBlocks(experiment: Experiment, tuned: Tuned): { blocks: Block[] } | { refused: string[] } {
  const counts = new Map<string, number>();
  const refused: string[] = [];
  const layers: TunedLayer[] = [];
  let course: Course = { sizeVaries: false, areaVaries: false };
  for (const { layer, inputShape, outputShape, weights: specs } of planOf(experiment).layers) {
    const place = { name: attributeName(layer, counts), input: inputShape ?? [], output: outputShape ?? [] };
    const own = tuned.options.get(layer.id) ?? new Map<string, string>();
    const condition = tuned.conditions.get(layer.id);
    const problem = problemOf(layer, { own, condition, course, input: place.input });
    if (problem) refused.push(`${kindOf(layer).title}: ${problem}`);
    const written = writeTuned(asLogits(layer), place, own);
    layers.push({ ...written, specs, isFixed: own.size === 0 && !course.sizeVaries, condition });
    course = courseAfter(layer, { own, condition, course });
  }
  if (refused.length > 0) return { refused: [...new Set(refused)] };
  return { blocks: blocksOf(experiment, layers, tuned) };
}

function blocksOf(experiment: Experiment, layers: readonly TunedLayer[], tuned: Tuned): Block[] {
  const helpers = [...new Set(layers.flatMap((layer) => layer.helpers))];
  const initializers = [...new Set(layers.flatMap(({ specs }) => specs.flatMap(({ initializer }) => INITIALIZERS[initializer].blocks)))];
  const isActivated = [...tuned.options.values()].some((options) => options.has('activation'));
  const penalty = penaltyBlock(layers);
  return [
    ...helpers,
    ...(isActivated ? [activationsBlock()] : []),
    networkClass(experiment, layers),
    KERAS_SHAPE,
    ...initializers,
    weightsBlock(layers),
    ...(penalty ? [penalty] : []),
  ];
}

/** Lines of layers one after the other, those of a condition under it. */
function underConditions(layers: readonly TunedLayer[], linesOf: (layer: TunedLayer) => readonly string[]): string[] {
  const lines: string[] = [];
  let last: string | undefined;
  for (const layer of layers) {
    const own = linesOf(layer);
    if (own.length === 0) continue;
    if (layer.condition !== undefined && layer.condition !== last) lines.push(`if ${layer.condition}:`);
    last = layer.condition;
    lines.push(...(last === undefined ? own : own.map((line) => indent(line))));
  }
  return lines;
}

function networkClass(experiment: Experiment, layers: readonly TunedLayer[]): Block {
  // The channels of an image, or the numbers of a row.
  const first = inputShapeOf(experiment.data.dataset).at(-1) ?? 0;
  const made = underConditions(layers, ({ modules, size }) => [
    ...Object.entries(modules).map(([name, module]) => `self.${name} = ${module}`),
    ...(size === null ? [] : [size.startsWith('size * ') ? `size *= ${size.slice('size * '.length)}` : `size = ${size}`]),
  ]);
  // The last size is nobody's input.
  const lastSize = made.findLastIndex((line) => /^\s*size /.test(line));
  const forward = underConditions(layers, ({ forward: lines }) => lines);
  const body = forward.join('\n');
  return [
    ...(/\btorch\.(?!nn)/.test(body) ? ['import torch'] : []),
    ...(body.includes('F.') ? ['import torch.nn.functional as F'] : []),
    'from torch import nn',
    '',
    'class Network(nn.Module):',
    `    """${inAndOut(experiment.data)}, for the values of a trial."""`,
    '',
    '    def __init__(self, values):',
    '        super().__init__()',
    '        self.values = values',
    `        size = ${first}`,
    indent(made.filter((_, i) => i !== lastSize).join('\n'), 8),
    '',
    '    def forward(self, x):',
    ...(body.includes('values[') ? ['        values = self.values'] : []),
    indent(body, 8),
    '        return x',
  ].join('\n');
}

const KERAS_SHAPE: Block = [
  'def keras_shape(tensor, axes):',
  '    """The shape in Keras of a tensor whose axes come in this order here."""',
  '    shape = [0] * len(axes)',
  '    for length, axis in zip(tensor.shape, axes):',
  '        shape[axis] = length',
  '    return tuple(shape)',
].join('\n');

function weightsBlock(layers: readonly TunedLayer[]): Block {
  const rows = underConditions(layers, ({ specs, weights, isFixed }) => {
    if (specs.length === 0) return [];
    return specs.map((spec) => {
      const { tensor, axes } = weights[spec.name] as TorchWeight;
      const shape = isFixed ? [pyTuple(spec.shape)] : [];
      const parts = [`network.${tensor}`, INITIALIZERS[spec.initializer].name, pyTuple(axes), ...shape];
      return enclosed('add(', parts, ')', { column: 8 });
    });
  });
  return [
    'def keras_weights(network):',
    '    """Every weight in Keras\'s order.',
    '',
    '    The tensor here, how it starts, its shape in Keras, and in which order',
    '    the axes of that shape come here.',
    '    """',
    ...(rows.some((line) => line.includes('values[')) ? ['    values = network.values'] : []),
    '    rows = []',
    '',
    '    def add(tensor, initializer, axes, shape=None):',
    '        shape = shape or keras_shape(tensor, axes)',
    '        rows.append((tensor, initializer, shape, axes))',
    '',
    indent(rows.join('\n')),
    '    return rows',
  ].join('\n');
}

function penaltyBlock(layers: readonly TunedLayer[]): Block | null {
  const terms = layers.flatMap(({ specs, weights }) =>
    specs.flatMap((spec) => {
      const { tensor } = weights[spec.name] as TorchWeight;
      return [
        ...(spec.l1 > 0 ? [`${spec.l1} * network.${tensor}.abs().sum()`] : []),
        ...(spec.l2 > 0 ? [`${spec.l2} * network.${tensor}.square().sum()`] : []),
      ];
    }),
  );
  if (terms.length === 0) return null;
  const sum = terms.length === 1 ? [`    return ${terms[0]}`] : ['    return (', indent(terms.join('\n+ '), 8), '    )'];
  return ['def penalty(network):', '    """The part of the loss that keeps weights small (L1 and L2)."""', ...sum].join('\n');
}
