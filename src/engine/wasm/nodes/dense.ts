import type { Address } from '@/engine/wasm/arena';
import type { Step } from '@/engine/wasm/stack';
import type { Node, PlanContext } from './node';
import { rowsNode } from './rows';

/** y = rectifier(x * kernel + bias), one row an image. */
export function denseNode(step: Extract<Step, { kind: 'dense' }>, input: Address, context: PlanContext): Node {
  const inputs = step.inputShape[0]!;
  return rowsNode(
    { id: step.id, kernel: 'kernel', inputs, units: step.layer.units, places: 1, byRow: false, slope: step.slope },
    input,
    context,
  );
}
