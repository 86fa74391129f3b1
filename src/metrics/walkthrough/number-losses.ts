import { asNumberLoss, type Loss, type NumberLoss } from '@/experiment/training/losses';
import { followedNumber, signed } from './numbers';

/** A loss of one number, of the output a and the standardized target y. */
export interface FollowedNumberLoss {
  value(a: number, y: number): number;
  /** The derivative by a. */
  slope(a: number, y: number): number;
  /** As people write them, and with the numbers in them. */
  formula: string;
  slopeFormula: string;
  filled(a: number, y: number): string;
  filledSlope(a: number, y: number): string;
}

const difference = (a: number, y: number): string => `${followedNumber(a)} − ${signed(y)}`;
const within = (a: number, y: number): boolean => Math.abs(a - y) <= 1;

/** Keras's losses of numbers, of a batch of one; the Huber loss with a delta of 1 (Huber 1964). */
const NUMBER_LOSSES: Record<NumberLoss, FollowedNumberLoss> = {
  meanSquaredError: {
    value: (a, y) => (a - y) ** 2,
    slope: (a, y) => 2 * (a - y),
    formula: '(a − y)²',
    slopeFormula: '2 · (a − y)',
    filled: (a, y) => `(${difference(a, y)})²`,
    filledSlope: (a, y) => `2 · (${difference(a, y)})`,
  },
  meanAbsoluteError: {
    value: (a, y) => Math.abs(a - y),
    slope: (a, y) => Math.sign(a - y),
    formula: '|a − y|',
    slopeFormula: 'sign of a − y: 1 if a is too high, −1 if it is too low',
    filled: (a, y) => `|${difference(a, y)}|`,
    filledSlope: (a, y) => `sign(${difference(a, y)})`,
  },
  huber: {
    value: (a, y) => (within(a, y) ? (a - y) ** 2 / 2 : Math.abs(a - y) - 0.5),
    slope: (a, y) => Math.max(-1, Math.min(1, a - y)),
    formula: '(a − y)² / 2 if |a − y| is at most 1, else |a − y| − 0.5',
    slopeFormula: 'a − y, but at least −1 and at most 1',
    filled: (a, y) => (within(a, y) ? `(${difference(a, y)})² / 2` : `|${difference(a, y)}| − 0.5`),
    filledSlope: (a, y) => (within(a, y) ? difference(a, y) : `sign(${difference(a, y)})`),
  },
};

/** Throws an Error where a loss is for classes alone. */
export const numberLoss = (loss: Loss): FollowedNumberLoss => NUMBER_LOSSES[asNumberLoss(loss)];
