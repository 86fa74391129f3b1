import { pyCall, pyNumber } from '@/codegen/python/literals';
import type { LayerOf } from '@/experiment/network/kinds';
import helper from './batch-normalization.py?raw';
import { channelAxis, type WriteLayer } from './layer';

export const batchNormalization: WriteLayer<LayerOf<'batchNormalization'>> = (layer, { name, input }) => {
  const named = { axis: channelAxis(input), momentum: pyNumber(layer.momentum), epsilon: pyNumber(layer.epsilon) };
  const column = `        self.${name} = `.length;
  const of = (tensor: string) => ({ tensor: `${name}.${tensor}`, axes: [0] });
  return {
    modules: { [name]: pyCall('BatchNormalization', [input.at(-1) ?? 0], named, { column }) },
    forward: [`x = self.${name}(x)`],
    weights: { gamma: of('gamma'), beta: of('beta'), movingMean: of('moving_mean'), movingVariance: of('moving_variance') },
    helpers: [helper],
  };
};
