import type { Loss } from '@/experiment/training/losses';
import type { FollowedLayer, FollowedNetwork } from './followed-network';

/** What a line of the algorithm computes. */
export type LineKind =
  | 'sum'
  | 'activation'
  | 'loss'
  | 'sumGradient'
  | 'kernelGradient'
  | 'biasGradient'
  | 'inputGradient'
  | 'kernelUpdate'
  | 'biasUpdate'
  | 'newLoss';

/** A line of gradient descent on one example, for all neurons of a layer at once. */
export interface AlgorithmLine {
  kind: LineKind;
  /** Its layer among the followed ones. */
  layer: number;
  /** As it would be programmed: "Z1 ← W1 · X + b1". */
  code: string;
}

export interface AlgorithmPart {
  title: string;
  lines: AlgorithmLine[];
}

/** Losses as functions of a program. */
const LOSS_NAMES: Record<Loss, string> = {
  crossEntropy: 'cross_entropy',
  meanSquaredError: 'mean_squared_error',
  meanAbsoluteError: 'mean_absolute_error',
  huber: 'huber',
};

/** Gradient descent on one example, line by line: layers are counted from 1, X is the example, y the right answer. */
export function algorithmOf({ layers, output, loss, layers: { length } }: FollowedNetwork): AlgorithmPart[] {
  const forward = layers.flatMap((followed, k): AlgorithmLine[] => [
    { kind: 'sum', layer: k, code: `Z${k + 1} ← W${k + 1} · ${activationsBefore(k)}${followed.bias === null ? '' : ` + b${k + 1}`}` },
    { kind: 'activation', layer: k, code: `A${k + 1} ← ${k === length - 1 ? output : followed.layer.activation}(Z${k + 1})` },
  ]);
  const backward = layers.map((followed, k) => backwardLines(followed, k, k === length - 1, loss)).toReversed();
  const updates = layers.map((followed, k) => updateLines(followed, k)).toReversed();
  const last = length - 1;
  return [
    { title: 'Forward propagation', lines: forward },
    { title: 'Compute the loss', lines: [{ kind: 'loss', layer: last, code: `loss ← ${LOSS_NAMES[loss]}(A${length}, y)` }] },
    { title: 'Back propagation', lines: backward.flat() },
    { title: 'Update the weights', lines: updates.flat() },
    { title: 'Check', lines: [{ kind: 'newLoss', layer: last, code: 'loss of the same example again' }] },
  ];
}

const activationsBefore = (layer: number): string => (layer === 0 ? 'X' : `A${layer}`);

function backwardLines({ bias, layer }: FollowedLayer, k: number, isOutput: boolean, loss: FollowedNetwork['loss']): AlgorithmLine[] {
  const n = k + 1;
  const ofOutput = loss === 'crossEntropy' ? `dZ${n} ← A${n} − y` : `dZ${n} ← slope of the loss`;
  return [
    { kind: 'sumGradient', layer: k, code: isOutput ? ofOutput : `dZ${n} ← dA${n} · ${layer.activation}'(Z${n})` },
    { kind: 'kernelGradient', layer: k, code: `dW${n} ← dZ${n} · ${activationsBefore(k)}` },
    ...(bias === null ? [] : [{ kind: 'biasGradient', layer: k, code: `db${n} ← dZ${n}` } as const]),
    ...(k === 0 ? [] : [{ kind: 'inputGradient', layer: k, code: `dA${k} ← W${n} · dZ${n}` } as const]),
  ];
}

const updateLines = ({ bias }: FollowedLayer, k: number): AlgorithmLine[] => [
  { kind: 'kernelUpdate', layer: k, code: `W${k + 1} ← update(W${k + 1}, dW${k + 1})` },
  ...(bias === null ? [] : [{ kind: 'biasUpdate', layer: k, code: `b${k + 1} ← update(b${k + 1}, db${k + 1})` } as const]),
];
