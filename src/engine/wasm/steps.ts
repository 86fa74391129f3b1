import type { Activation, Shape } from '@/experiment/network/types';
import type { Address } from './arena';
import { type CurvedActivation, curveNode, rectifierNode, softmaxNode } from './nodes/activation';
import { activationKind } from './nodes/activation-kind';
import type { Node, PlanContext } from './nodes/node';

/** What a step's node is planned from. */
export interface Site {
  /** Where its input lies. */
  input: Address;
  /** The node before; `null` at the network's input. */
  before: Node | null;
  /** Slope of the rectifier max(v, slope * v) that the step takes in: 1 for none, 0 for relu. */
  slope: number;
}

/** One step of a network as the kernels see it. */
export interface Step {
  inputShape: Shape;
  outputShape: Shape;
  /** Whether it can take in the rectifier that follows it. */
  takesRectifier?: boolean;
  /** Whether it has weights that an optimizer changes. */
  learns?: boolean;
  /** Floats that it keeps of each image besides its output. */
  keptFloats?: number;
  /** Plans its node: places its tensors in memory. */
  plan(site: Site, context: PlanContext): Node;
}

/** A step with the slope of the rectifier that it has taken in. */
export type ListedStep = Step & { slope: number };

/** An activation with its option. */
export interface ActivationOptions {
  activation: Activation;
  /** Slope of leakyRelu below zero. */
  negativeSlope: number;
}

/** A network's steps in order, as its layers append them. */
export class StepList {
  readonly all: ListedStep[] = [];

  /** What the steps are for: `inspection` shows what each layer by itself puts out, so that nothing joins and what only training does is left out. */
  constructor(readonly purpose: 'training' | 'inspection' = 'training') {}

  append(step: Step): void {
    this.all.push({ ...step, slope: 1 });
  }

  /** Appends an activation of numbers of this shape. A rectifier joins the step before where that can take one. */
  appendActivation({ activation, negativeSlope }: ActivationOptions, shape: Shape): void {
    switch (activation) {
      case 'linear':
        return;
      case 'relu':
        this.appendRectifier(0, shape);
        return;
      case 'leakyRelu':
        this.appendRectifier(negativeSlope, shape);
        return;
      default:
        this.append({ inputShape: shape, outputShape: shape, plan: planCurve(activation, shape) });
    }
  }

  private appendRectifier(slope: number, shape: Shape): void {
    const last = this.all.at(-1);
    if (this.purpose === 'training' && last?.takesRectifier && last.slope === 1) last.slope = slope;
    else if (slope !== 1)
      this.append({ inputShape: shape, outputShape: shape, plan: (_site, context) => rectifierNode(slope, shape, context) });
  }
}

const planCurve =
  (activation: CurvedActivation, shape: Shape): Step['plan'] =>
  ({ input }, context) =>
    activation === 'softmax'
      ? softmaxNode(shape, context)
      : curveNode(activationKind({ activation, negativeSlope: 1 }).kind, shape, input, context);
