import { KERNEL } from '@/engine/wasm/generated/kernels';
import type { Activation } from '@/experiment/network/types';

/** An activation as the kernels number it; the rectifiers are one kind, max(v, slope * v). */
interface ActivationKind {
  kind: number;
  slope: number;
}

const CURVES = {
  sigmoid: KERNEL.SIGMOID,
  tanh: KERNEL.TANH,
  elu: KERNEL.ELU,
  selu: KERNEL.SELU,
  gelu: KERNEL.GELU,
  swish: KERNEL.SWISH,
  softmax: KERNEL.SOFTMAX,
} as const;

/** The kind of any activation. */
export function activationKind({ activation, negativeSlope }: { activation: Activation; negativeSlope: number }): ActivationKind {
  switch (activation) {
    case 'linear':
      return { kind: KERNEL.RECTIFIER, slope: 1 };
    case 'relu':
      return { kind: KERNEL.RECTIFIER, slope: 0 };
    case 'leakyRelu':
      return { kind: KERNEL.RECTIFIER, slope: negativeSlope };
    default:
      return { kind: CURVES[activation], slope: 1 };
  }
}

/** Whether the slope of a kind cannot be told from its value, so that its input has to be kept. */
export const slopeIsOfInput = (kind: number): boolean => kind === KERNEL.GELU || kind === KERNEL.SWISH;
