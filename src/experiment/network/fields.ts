import { ACTIVATIONS, INITIALIZERS, type Layer } from './types';

/** One option of a layer (or of an optimizer), described so that a form and a check can both be made of it. */
export type Field = {
  /** The key in the value. */
  name: string;
  /** Keras's word, as the card shows it. */
  label: string;
  /** One line for people who meet the word for the first time. */
  help: string;
} & (
  | { type: 'integer'; min: number; max: number; optional?: string }
  | { type: 'number'; min: number; max: number; step: number; exclusiveMax?: boolean; exclusiveMin?: boolean }
  /** `titles` says in words what an option is called, where that is not the option itself. */
  | { type: 'choice'; options: readonly string[]; titles?: Record<string, string> }
  | { type: 'boolean' }
  /** A list of one to `maxLengths` whole numbers. */
  | { type: 'shape'; min: number; max: number; maxLengths: number }
);

const UNIT_LIMIT = 100_000;

export const unitsField = (name: 'units' | 'filters', label: string, help: string): Field => ({
  name,
  label,
  help,
  type: 'integer',
  min: 1,
  max: UNIT_LIMIT,
});

export const activationFields: Field[] = [
  {
    name: 'activation',
    label: 'activation',
    help: 'The function applied to each output; without one, stacked layers collapse into a single linear step.',
    type: 'choice',
    options: ACTIVATIONS,
  },
  {
    name: 'negativeSlope',
    label: 'negative slope',
    help: 'How much of a negative input leaky ReLU lets through.',
    type: 'number',
    min: 0,
    max: 1,
    step: 0.05,
  },
];

export const kernelFields: Field[] = [
  { name: 'useBias', label: 'use bias', help: 'Adds one learnt number to each output.', type: 'boolean' },
  {
    name: 'kernelInitializer',
    label: 'kernel initializer',
    help: 'How the first weights are drawn; the right spread keeps signals from fading or exploding on their way.',
    type: 'choice',
    options: INITIALIZERS,
  },
  {
    name: 'l1',
    label: 'L1',
    help: 'Adds this times the sum of |weight| to the loss: pushes weights to exactly zero.',
    type: 'number',
    min: 0,
    max: 10,
    step: 0.0001,
  },
  {
    name: 'l2',
    label: 'L2',
    help: 'Adds this times the sum of squared weights to the loss: keeps weights small.',
    type: 'number',
    min: 0,
    max: 10,
    step: 0.0001,
  },
];

export const paddingField: Field = {
  name: 'padding',
  label: 'padding',
  help: 'same: zeros around the map keep its size; valid: the window stays inside, so the map shrinks.',
  type: 'choice',
  options: ['valid', 'same'],
};

/** Whether an option means anything for this layer as it stands (the slope only for leaky ReLU). */
export function fieldApplies(field: Field, layer: Layer): boolean {
  if (field.name !== 'negativeSlope') return true;
  const gates = 'recurrentActivation' in layer && layer.recurrentActivation === 'leakyRelu';
  return gates || ('activation' in layer && layer.activation === 'leakyRelu');
}

/** What is wrong with the value of one option, in words; `null` where nothing is. Accepts any input, since links and files are input too. */
export function fieldProblem(field: Field, value: unknown): string | null {
  if (field.type === 'boolean') return typeof value === 'boolean' ? null : `${field.label} must be on or off.`;
  if (field.type === 'choice') {
    return field.options.includes(String(value)) ? null : `${field.label} must be one of ${field.options.join(', ')}.`;
  }
  if (field.type === 'shape') return shapeProblem(field, value);
  if (field.type === 'integer' && value === null && field.optional !== undefined) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) return `${field.label} needs a number.`;
  if (field.type === 'integer' && !Number.isInteger(value)) return `${field.label} must be a whole number.`;
  return rangeProblem(field, value);
}

function rangeProblem(field: Extract<Field, { min: number }>, value: number): string | null {
  const below = value < field.min || (field.type === 'number' && field.exclusiveMin === true && value === field.min);
  const above = value > field.max || (field.type === 'number' && field.exclusiveMax === true && value === field.max);
  if (!below && !above) return null;
  const low = field.type === 'number' && field.exclusiveMin ? `above ${field.min}` : `at least ${field.min}`;
  const high = field.type === 'number' && field.exclusiveMax ? `below ${field.max}` : `at most ${field.max.toLocaleString('en')}`;
  return `${field.label} must be ${low} and ${high}.`;
}

function shapeProblem(field: Extract<Field, { type: 'shape' }>, value: unknown): string | null {
  if (!Array.isArray(value) || value.length < 1 || value.length > field.maxLengths) {
    return `${field.label} must be one to ${field.maxLengths} whole numbers.`;
  }
  // Not `every`, which would pass over the holes of a sparse list.
  const whole = Array.from<unknown>(value).every((length) => Number.isInteger(length));
  if (!whole) return `${field.label} must be whole numbers.`;
  const inRange = value.every((length) => length >= field.min && length <= field.max);
  return inRange ? null : `Each number of ${field.label} must be at least ${field.min} and at most ${field.max.toLocaleString('en')}.`;
}
