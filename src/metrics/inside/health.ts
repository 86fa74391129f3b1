import { KINDS } from '@/experiment/network/kinds';
import type { PlannedLayer } from '@/experiment/network/plan';
import type { Activation } from '@/experiment/network/types';
import { formatCount, formatPercent, formatShort } from '@/experiment/words/numbers';
import type { Histogram } from './histogram';

/** How the numbers of one kind are spread in a layer. */
export interface Spread {
  histogram: Histogram;
  /** Root of the mean square of the finite numbers. */
  size: number;
  /** Whether every number is finite. */
  finite: boolean;
}

/** The state of one layer, on a fixed batch of training images. */
export interface LayerHealth {
  id: string;
  /** Kernels; `null` of a layer without. */
  weights: Spread | null;
  /** Of the mean loss by the kernels; `null` as for `weights`. */
  gradients: Spread | null;
  activations: Spread;
  /** Channels or units, and how many of them were 0 for every image. */
  units: number;
  silent: number;
  /** Share of the activations beyond 2% from either end of what a sigmoid or tanh can give. */
  saturated: number;
}

/** The state of a network at one moment of its run. */
export interface NetworkHealth {
  epoch: number;
  step: number;
  /** Images of the batch. */
  images: number;
  layers: LayerHealth[];
}

/** Something wrong with a layer, in words, and what to change. */
export interface HealthFinding {
  /** Id of the layer. */
  layer: string;
  message: string;
  mend: string;
}

/** Units that may be silent on so few images without being dead. */
const DEAD_SHARE = 0.2;
const SATURATED_SHARE = 0.5;
/** Gradients, measured by the weights that they change, of a layer against those of the layer where they are largest. */
const VANISHED = 1 / 1000;
/** Gradients against the weights that they change. */
const EXPLODED = 10;

/** What is wrong with each layer, in the order of the stack. `health` is of the same network as `layers`. */
export function healthFindings(layers: readonly PlannedLayer[], health: NetworkHealth): HealthFinding[] {
  const relative = health.layers.map(({ weights, gradients }) =>
    weights && gradients && weights.size > 0 ? gradients.size / weights.size : null,
  );
  const largest = Math.max(0, ...relative.filter((ratio) => ratio !== null && ratio < EXPLODED).map(Number));
  return health.layers.flatMap((state, at) => {
    const layer = layers[at];
    if (!layer) return [];
    const found = [
      gradientFinding(state, relative[at] ?? null, largest),
      deadFinding(state, activationOf(layer)),
      saturationFinding(state, activationOf(layer)),
    ];
    return found.filter((finding) => finding !== null).map((finding) => ({ layer: state.id, ...finding }));
  });
}

type Found = Omit<HealthFinding, 'layer'> | null;

function gradientFinding({ gradients, weights }: LayerHealth, ratio: number | null, largest: number): Found {
  if (gradients && weights && !(gradients.finite && weights.finite))
    return { message: 'Its gradients are not finite numbers.', mend: 'Lower the learning rate, or clip gradients by norm.' };
  if (ratio === null) return null;
  if (ratio >= EXPLODED)
    return {
      message: `Exploding gradients: they are ${formatShort(Math.round(ratio))} times as large as the weights.`,
      mend: 'Lower the learning rate, or clip gradients by norm (Training).',
    };
  if (largest > 0 && ratio < largest * VANISHED)
    return {
      message: `Vanishing gradients: beside its weights they are ${formatCount(Math.round(largest / Math.max(ratio, largest * 1e-9)))} times smaller than in the layer where they are largest, so it hardly learns.`,
      mend: 'Use ReLU instead of sigmoid or tanh, put BatchNormalization between the layers, or use fewer layers.',
    };
  return null;
}

function deadFinding({ silent, units }: LayerHealth, activation: Activation | null): Found {
  if (activation !== 'relu' || units < 4 || silent / units < DEAD_SHARE) return null;
  return {
    message: `Dead ReLU: ${formatCount(silent)} of ${formatCount(units)} give 0 for every image, so they pass no gradient on.`,
    mend: 'Lower the learning rate, or set the activation to leakyRelu.',
  };
}

function saturationFinding({ saturated }: LayerHealth, activation: Activation | null): Found {
  if ((activation !== 'sigmoid' && activation !== 'tanh') || saturated < SATURATED_SHARE) return null;
  return {
    message: `Saturated ${activation}: ${formatPercent(saturated, 0)} of its numbers are at the ends, where it hardly changes and gradients vanish.`,
    mend: 'Set the activation to relu, put BatchNormalization before it, or lower the learning rate.',
  };
}

/** What a layer ends with; `null` where that is no activation. The output's answers are to be near 0 and 1. */
const activationOf = ({ layer }: PlannedLayer): Activation | null =>
  'activation' in layer && layer.id !== 'output' && KINDS[layer.kind].group !== 'recurrent' ? layer.activation : null;
