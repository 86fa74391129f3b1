import { recurrentStep } from '@/engine/wasm/nodes/recurrent';
import type { LstmLayer } from '@/experiment/network/kinds/lstm';
import type { WasmLayer } from './layer';

export const lstm: WasmLayer<LstmLayer> = {
  appendSteps: (steps, layer, place) =>
    steps.append(
      recurrentStep(
        { forward: 'Lstm', backward: 'LstmBackward', parts: [{ gates: 4 }], keeps: ['outputs', 'memories', 'held'] },
        layer,
        place,
      ),
    ),
};
