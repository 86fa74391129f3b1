import type { Address } from '@/engine/wasm/arena';
import type { Step } from '@/engine/wasm/stack';
import { convolutionNode } from './convolution';
import { denseNode } from './dense';
import { depthwiseNode } from './depthwise';
import { activationNode, dropoutNode, rectifierNode } from './elementwise';
import { meansNode } from './means';
import type { Node, PlanContext } from './node';
import { normalizationNode } from './normalization';
import { poolingNode } from './pooling';
import { recurrentNode } from './recurrent';
import { repeatNode } from './repeat';

export type { Node, Pass, PlanContext } from './node';
export { keptFloats } from './recurrent';

/** Plans the node of one step behind `before` (`null` at the network's input, whose batch lies at `input`). */
export function nodeOf(step: Step, before: Node | null, input: Address, context: PlanContext): Node {
  const from = before?.output ?? input;
  switch (step.kind) {
    case 'dense':
      return denseNode(step, from, context);
    case 'convolution':
      return convolutionNode(step, from, context);
    case 'repeat':
      return repeatNode(step, context);
    case 'depthwise':
      return depthwiseNode(step, from, context);
    case 'pooling':
      return poolingNode(step, from, context);
    case 'means':
      return meansNode(step, from, context);
    case 'normalization':
      return normalizationNode(step, from, context);
    case 'recurrent':
      return recurrentNode(step, context);
    case 'rectifier':
      return rectifierNode(step, context);
    case 'activation':
      return activationNode(step, from, context);
    case 'dropout':
      return dropoutBehind(step, before, from, context);
  }
}

/** Dropout takes over the gate of the node before where it works in place. */
function dropoutBehind(step: Extract<Step, { kind: 'dropout' }>, before: Node | null, input: Address, context: PlanContext): Node {
  const inPlace = before?.outputIsFree ?? true;
  const gate = before?.gate ?? null;
  if (before && inPlace) before.gate = null;
  return dropoutNode(step, { input, inPlace, gate: inPlace ? gate : null }, context);
}
