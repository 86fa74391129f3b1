import { formatDigits } from '@/experiment/words/numbers';

/** Digits of a followed number: those that 32-bit floats keep through a sum of hundreds. */
const DIGITS = 5;

/** A followed number as it is shown, with true minus signs, since it stands among formulas. */
export const followedNumber = (value: number): string => formatDigits(value, DIGITS).replaceAll('-', '−');

/** One term of a sum, or one weight. */
export interface NumbersRow {
  /** Its place among the inputs, or among the neurons that follow. */
  at: number;
  numbers: number[];
}

/** The numbers that one neuron's line is made of. */
export interface LineNumbers {
  /** In symbols. */
  formula: string;
  /** With the numbers in it, up to the result. */
  filled: string;
  /** `null` where the line has no terms. */
  table: {
    /** What the rows are: places of the layer's inputs, neurons of the layer, or outputs. */
    rowsAre: 'inputs' | 'neurons' | 'outputs';
    /** Heads of the columns of numbers. */
    heads: string[];
    rows: NumbersRow[];
    /** The column whose largest numbers matter most. */
    key: number;
    /** Whether the last column is added up. */
    adds: boolean;
  } | null;
}

/** As a factor: a negative number in brackets. */
export const signed = (value: number): string => (value < 0 ? `(${followedNumber(value)})` : followedNumber(value));
