import { pyCall, pyTuple } from '@/codegen/python/literals';
import { activated } from '@/codegen/pytorch/activations';
import type { LayerOf } from '@/experiment/network/kinds';
import type { Padding, Shape } from '@/experiment/network/types';
import type { WriteLayer } from './layer';
import { mapPadding, UNEVEN_WORDS } from './padding';

/** Keras's kernel (height, width, in, out) is (out, in, height, width) in PyTorch. */
const KERNEL_AXES = [3, 2, 0, 1];
/** Keras's depthwise kernel (height, width, in, multiplier) is (in * multiplier, 1, height, width). */
const DEPTHWISE_AXES = [2, 3, 0, 1];
const BIAS_AXES = [0];

interface Windowed {
  kernelSize: number;
  strides: number;
  padding: Padding;
}

/** A convolution's module, and the line before it where PyTorch cannot pad as Keras does. */
function convolution(
  layer: Windowed,
  { input, name, outputs, groups, bias }: { input: Shape; name: string; outputs: number; groups: number; bias: boolean },
): { module: string; pad: string[] } {
  const padding = mapPadding(input, { ...layer, size: layer.kernelSize });
  const module = pyCall(
    'nn.Conv2d',
    [input.at(-1) ?? 0, outputs, layer.kernelSize],
    {
      ...(layer.strides === 1 ? {} : { stride: layer.strides }),
      ...('even' in padding && padding.even > 0 ? { padding: padding.even } : {}),
      ...(groups === 1 ? {} : { groups }),
      ...(bias ? {} : { bias: 'False' }),
    },
    { column: `        self.${name} = `.length },
  );
  return { module, pad: 'uneven' in padding ? [UNEVEN_WORDS, `x = F.pad(x, ${pyTuple(padding.uneven)})`] : [] };
}

export const conv2d: WriteLayer<LayerOf<'conv2d'>> = (layer, { name, input }) => {
  const { module, pad } = convolution(layer, { input, name, outputs: layer.filters, groups: 1, bias: layer.useBias });
  return {
    modules: { [name]: module },
    forward: [...pad, `x = ${activated(`self.${name}(x)`, layer, 1)}`],
    weights: { kernel: { tensor: `${name}.weight`, axes: KERNEL_AXES }, bias: { tensor: `${name}.bias`, axes: BIAS_AXES } },
    helpers: [],
  };
};

export const depthwiseConv2d: WriteLayer<LayerOf<'depthwiseConv2d'>> = (layer, { name, input }) => {
  const channels = input.at(-1) ?? 0;
  const sizes = { outputs: channels * layer.depthMultiplier, groups: channels, bias: layer.useBias };
  const { module, pad } = convolution(layer, { input, name, ...sizes });
  return {
    modules: { [name]: module },
    forward: [...pad, `x = ${activated(`self.${name}(x)`, layer, 1)}`],
    weights: {
      depthwiseKernel: { tensor: `${name}.weight`, axes: DEPTHWISE_AXES },
      bias: { tensor: `${name}.bias`, axes: BIAS_AXES },
    },
    helpers: [],
  };
};

export const separableConv2d: WriteLayer<LayerOf<'separableConv2d'>> = (layer, { name, input, output }) => {
  const channels = input.at(-1) ?? 0;
  const middle = channels * layer.depthMultiplier;
  const [depthwise, pointwise] = [`${name}_depthwise`, `${name}_pointwise`];
  const first = convolution(layer, { input, name: depthwise, outputs: middle, groups: channels, bias: false });
  const mixing = { kernelSize: 1, strides: 1, padding: 'valid' } as const;
  const shape = [...output.slice(0, 2), middle];
  const second = convolution(mixing, { input: shape, name: pointwise, outputs: layer.filters, groups: 1, bias: layer.useBias });
  return {
    modules: { [depthwise]: first.module, [pointwise]: second.module },
    forward: [...first.pad, `x = self.${depthwise}(x)`, `x = ${activated(`self.${pointwise}(x)`, layer, 1)}`],
    weights: {
      depthwiseKernel: { tensor: `${depthwise}.weight`, axes: DEPTHWISE_AXES },
      pointwiseKernel: { tensor: `${pointwise}.weight`, axes: KERNEL_AXES },
      bias: { tensor: `${pointwise}.bias`, axes: BIAS_AXES },
    },
    helpers: [],
  };
};
