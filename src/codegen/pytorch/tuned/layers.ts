import { pyCall, pyNumber, pyString, pyTuple } from '@/codegen/python/literals';
import { activated } from '@/codegen/pytorch/activations';
import type { TorchLayer } from '@/codegen/pytorch/layers/layer';
import { mapPadding, UNEVEN_WORDS } from '@/codegen/pytorch/layers/padding';
import { writeLayer } from '@/codegen/pytorch/network';
import type { Block } from '@/codegen/types';
import type { Layer, LayerOf } from '@/experiment/network/kinds';
import type { Activation, Shape } from '@/experiment/network/types';

interface Place {
  name: string;
  input: Shape;
  output: Shape;
}

/** The module of a layer takes the number of channels or features that there is: `size`. */
export function writeTuned(layer: Layer, place: Place, own: ReadonlyMap<string, string>): TorchLayer & { size: string | null } {
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
export function activationsBlock(): Block {
  const entries = NAMED.map((activation) => {
    const expression = activated('x', { activation, negativeSlope: 0 }, 1);
    const isPlain = /^[\w.]+\(x\)$/.test(expression);
    return `    ${pyString(activation)}: ${isPlain ? expression.replace('(x)', '') : `lambda x: ${expression}`},`;
  });
  return ['import torch', 'import torch.nn.functional as F', '', 'ACTIVATIONS = {', ...entries, '}'].join('\n');
}
