import { pyCall } from '@/codegen/python/literals';
import { activated } from '@/codegen/pytorch/activations';
import type { LayerOf } from '@/experiment/network/kinds';
import type { WriteLayer } from './layer';

export const dense: WriteLayer<LayerOf<'dense'>> = (layer, { name, input }) => ({
  modules: { [name]: pyCall('nn.Linear', [input[0] ?? 0, layer.units], layer.useBias ? {} : { bias: 'False' }) },
  forward: [`x = ${activated(`self.${name}(x)`, layer, -1)}`],
  weights: { kernel: { tensor: `${name}.weight`, axes: [1, 0] }, bias: { tensor: `${name}.bias`, axes: [0] } },
  helpers: [],
});
