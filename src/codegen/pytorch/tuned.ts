import { enclosed, indent, pyCall, pyNumber, pyString, pyTuple } from '@/codegen/python/literals';
import type { Tuned } from '@/codegen/search/tuned';
import type { Block } from '@/codegen/types';
import { datasetInfo } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { kindOf, type Layer, type LayerKind, type LayerOf } from '@/experiment/network/kinds';
import type { Activation, Shape, WeightSpec } from '@/experiment/network/types';
import { activated } from './activations';
import { INITIALIZERS } from './initializers';
import type { TorchLayer, TorchWeight } from './layers/layer';
import { mapPadding, UNEVEN_WORDS } from './layers/padding';
import { asLogits, attributeName, writeLayer } from './network';

/** What a search can decide of each kind of layer. */
const TUNABLE: Partial<Record<LayerKind, readonly string[]>> = {
  dense: ['units', 'activation'],
  conv2d: ['filters', 'kernelSize', 'activation'],
  activation: ['activation'],
  dropout: ['rate'],
};

export const canTuneInPytorch = (kind: LayerKind, option: string): boolean => TUNABLE[kind]?.includes(option) ?? false;

/** Kinds that fit whatever a search makes of the layers before them. */
const FITTING: readonly LayerKind[] = [
  'dense',
  'conv2d',
  'maxPooling2d',
  'averagePooling2d',
  'globalAveragePooling2d',
  'flatten',
  'dropout',
  'activation',
  'batchNormalization',
];

/** One layer of a network that a search varies. */
interface TunedLayer extends TorchLayer {
  /** Python for the number of channels or features behind the layer; `null` where it changes none. */
  size: string | null;
  specs: readonly WeightSpec[];
  /** Whether the shapes of its weights are the same in every trial. */
  isFixed: boolean;
  condition: string | undefined;
}

/** What is known of a map on its way through layers that a search varies. */
interface Course {
  /** Channels or features may be other ones than the plan says. */
  sizeVaries: boolean;
  /** Height and width may be other ones. */
  areaVaries: boolean;
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

interface Situation {
  own: ReadonlyMap<string, string>;
  condition: string | undefined;
  course: Course;
}

const ELSEWHERE = 'Export the study for Keras Tuner instead.';

/** Why a layer cannot stand where it stands, in words; `null` where it can. */
function problemOf(layer: Layer, { own, condition, course, input }: Situation & { input: Shape }): string | null {
  const varies = course.sizeVaries || course.areaVaries || condition !== undefined || own.size > 0;
  if (varies && !FITTING.includes(layer.kind)) return `the PyTorch program has it only where nothing before it is tuned. ${ELSEWHERE}`;
  if (condition !== undefined && (layer.kind === 'flatten' || layer.kind === 'globalAveragePooling2d'))
    return `the PyTorch program always has it. ${ELSEWHERE}`;
  if (layer.kind === 'flatten' && course.areaVaries && input.length > 1)
    return `the size of the map before it would depend on the trial. ${ELSEWHERE}`;
  if (condition !== undefined && (('l1' in layer && layer.l1 > 0) || ('l2' in layer && layer.l2 > 0)))
    return `a layer with L1 or L2 is in every trial of the PyTorch program. ${ELSEWHERE}`;
  const padded = 'padding' in layer && layer.padding === 'same' && stridesOf(layer) > 1;
  if (padded && (course.areaVaries || own.has('kernelSize')))
    return `how much it pads would depend on the trial. Choose the padding “valid”, or export the study for Keras Tuner instead.`;
  return null;
}

const stridesOf = (layer: Layer): number => ('strides' in layer ? (layer.strides ?? ('poolSize' in layer ? layer.poolSize : 1)) : 1);

function courseAfter(layer: Layer, { own, condition, course }: Situation): Course {
  const isConditional = condition !== undefined;
  if (layer.kind === 'dense') return { sizeVaries: isConditional || own.has('units'), areaVaries: false };
  if (layer.kind === 'conv2d') {
    const shrinks = layer.strides > 1 || (layer.padding === 'valid' && layer.kernelSize > 1);
    const depends = (own.has('kernelSize') && layer.padding === 'valid') || (isConditional && shrinks);
    return { sizeVaries: isConditional || own.has('filters'), areaVaries: course.areaVaries || depends };
  }
  if (layer.kind === 'maxPooling2d' || layer.kind === 'averagePooling2d')
    return { ...course, areaVaries: course.areaVaries || isConditional };
  return course;
}

interface Place {
  name: string;
  input: Shape;
  output: Shape;
}

/** The module of a layer takes the number of channels or features that there is: `size`. */
function writeTuned(layer: Layer, place: Place, own: ReadonlyMap<string, string>): TorchLayer & { size: string | null } {
  const { name, input } = place;
  const column = `        self.${name} = `.length;
  if (layer.kind === 'dense') {
    const units = own.get('units') ?? pyNumber(layer.units);
    const module = pyCall('nn.Linear', ['size', units], layer.useBias ? {} : { bias: 'False' }, { column });
    const forward = [`x = ${activatedBy(`self.${name}(x)`, layer, own, -1)}`];
    return { ...writeLayer(layer, place), modules: { [name]: module }, forward, size: units };
  }
  if (layer.kind === 'conv2d') return writeConvolution(layer, place, own, column);
  if (layer.kind === 'activation') return { ...writeLayer(layer, place), forward: [`x = ${activatedBy('x', layer, own, 1)}`], size: null };
  if (layer.kind === 'dropout') {
    const rate = own.get('rate') ?? pyNumber(layer.rate);
    return { ...writeLayer(layer, place), forward: rate === '0' ? [] : [`x = F.dropout(x, ${rate}, self.training)`], size: null };
  }
  const written = writeLayer(layer, place);
  if (layer.kind === 'flatten') return { ...written, size: input.length === 3 ? `size * ${(input[0] ?? 1) * (input[1] ?? 1)}` : null };
  if (layer.kind === 'batchNormalization') {
    const modules = Object.fromEntries(Object.entries(written.modules).map(([key, text]) => [key, text.replace(/\d+/, 'size')]));
    return { ...written, modules, size: null };
  }
  const changesSize = place.output.at(-1) !== input.at(-1);
  return { ...written, size: changesSize ? pyNumber(place.output.at(-1) ?? 0) : null };
}

function writeConvolution(
  layer: LayerOf<'conv2d'>,
  place: Place,
  own: ReadonlyMap<string, string>,
  column: number,
): TorchLayer & { size: string | null } {
  const { name, input } = place;
  const filters = own.get('filters') ?? pyNumber(layer.filters);
  const kernel = own.get('kernelSize');
  const padding = mapPadding(input, { ...layer, size: layer.kernelSize });
  const isSame = layer.padding === 'same' && kernel !== undefined;
  const even = !isSame && 'even' in padding && padding.even > 0 ? { padding: padding.even } : {};
  const module = pyCall(
    'nn.Conv2d',
    ['size', filters, kernel ?? layer.kernelSize],
    {
      ...(layer.strides === 1 ? {} : { stride: layer.strides }),
      // PyTorch's own "same" puts the odd row and column after the map, as Keras does.
      ...(isSame ? { padding: pyString('same') } : even),
      ...(layer.useBias ? {} : { bias: 'False' }),
    },
    { column },
  );
  const pad = !isSame && 'uneven' in padding ? [UNEVEN_WORDS, `x = F.pad(x, ${pyTuple(padding.uneven)})`] : [];
  const forward = [...pad, `x = ${activatedBy(`self.${name}(x)`, layer, own, 1)}`];
  return { ...writeLayer(layer, place), modules: { [name]: module }, forward, size: filters };
}

const activatedBy = (
  x: string,
  layer: { activation: Activation; negativeSlope: number },
  own: ReadonlyMap<string, string>,
  axis: number,
): string => (own.has('activation') ? `ACTIVATIONS[${own.get('activation')}](${x})` : activated(x, layer, axis));

const NAMED: readonly Activation[] = ['linear', 'relu', 'elu', 'selu', 'gelu', 'swish', 'sigmoid', 'tanh', 'softmax'];

/** Every activation by its name, as the space has them. Flat layers and maps both have their channels on axis 1. */
function activationsBlock(): Block {
  const entries = NAMED.map((activation) => {
    const expression = activated('x', { activation, negativeSlope: 0 }, 1);
    const isPlain = /^[\w.]+\(x\)$/.test(expression);
    return `    ${pyString(activation)}: ${isPlain ? expression.replace('(x)', '') : `lambda x: ${expression}`},`;
  });
  return ['import torch', 'import torch.nn.functional as F', '', 'ACTIVATIONS = {', ...entries, '}'].join('\n');
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
  const [height, width, channels] = datasetInfo(experiment.data.dataset).itemShape;
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
    `    """From images (batch, ${channels}, ${height}, ${width}) to logits, for the values of a trial."""`,
    '',
    '    def __init__(self, values):',
    '        super().__init__()',
    '        self.values = values',
    `        size = ${channels}`,
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
