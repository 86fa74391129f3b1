import { pyCall, pyTuple } from '@/codegen/python/literals';
import type { LayerOf } from '@/experiment/network/kinds';
import averagePoolSame from './average-pool-same.py?raw';
import { lines, type WriteLayer } from './layer';
import { mapPadding, UNEVEN_WORDS } from './padding';

/** The arguments of a pooling function but for the padding. PyTorch too moves a window by its own size unless told otherwise. */
const windowOf = ({ poolSize, strides }: { poolSize: number; strides: number | null }): string[] => [
  String(poolSize),
  ...(strides === null || strides === poolSize ? [] : [`stride=${strides}`]),
];

export const maxPooling2d: WriteLayer<LayerOf<'maxPooling2d'>> = (layer, { input }) => {
  const padding = mapPadding(input, { size: layer.poolSize, strides: layer.strides ?? layer.poolSize, padding: layer.padding });
  const window = windowOf(layer);
  if ('even' in padding) {
    const pads = padding.even > 0 ? [`padding=${padding.even}`] : [];
    return lines([`x = ${pyCall('F.max_pool2d', ['x', ...window, ...pads])}`]);
  }
  // What is outside must never be the largest.
  return lines([
    UNEVEN_WORDS,
    `x = F.pad(x, ${pyTuple(padding.uneven)}, value=-torch.inf)`,
    `x = ${pyCall('F.max_pool2d', ['x', ...window])}`,
  ]);
};

export const averagePooling2d: WriteLayer<LayerOf<'averagePooling2d'>> = (layer, { input }) => {
  const padding = mapPadding(input, { size: layer.poolSize, strides: layer.strides ?? layer.poolSize, padding: layer.padding });
  const window = windowOf(layer);
  if ('even' in padding) {
    const pads = padding.even > 0 ? [`padding=${padding.even}`, 'count_include_pad=False'] : [];
    return lines([`x = ${pyCall('F.avg_pool2d', ['x', ...window, ...pads])}`]);
  }
  const [size = '', ...stride] = window;
  return lines([`x = ${pyCall('average_pool_same', ['x', size, pyTuple(padding.uneven), ...stride])}`], [averagePoolSame]);
};

export const globalAveragePooling2d: WriteLayer<LayerOf<'globalAveragePooling2d'>> = () => lines(['x = x.mean(dim=(2, 3))']);
