import type { ActivationLayer } from '@/experiment/network/kinds/activation';
import type { TfjsLayer } from './layer';
import { activate } from './shared/activate';

export const activation: TfjsLayer<ActivationLayer> = {
  run(layer, input, _weights, { device }) {
    const activated = activate(device, input, layer);
    return {
      output: activated.output,
      backward: (dy, wantInput) => ({ input: wantInput ? activated.backward(dy) : null, weights: [] }),
    };
  },
};
