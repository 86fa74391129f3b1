import type { Field } from '@/experiment/field';
import type { Domain } from './domain';
import type { Setting } from './settings';

/** Values that people try, by a setting's address or the name of its field: the fields allow far more. */
const USUAL: Readonly<Record<string, Domain>> = {
  learningRate: { kind: 'range', min: 1e-4, max: 1e-1, step: null, log: true },
  batchSize: { kind: 'list', values: [16, 32, 64, 128] },
  epochs: { kind: 'range', min: 5, max: 20, step: 5, log: false },
  units: { kind: 'range', min: 32, max: 256, step: 32, log: false },
  filters: { kind: 'range', min: 8, max: 64, step: 8, log: false },
  kernelSize: { kind: 'list', values: [3, 5] },
  rate: { kind: 'range', min: 0, max: 0.5, step: 0.1, log: false },
  trainSize: { kind: 'list', values: [1000, 3000, 10_000] },
  strides: { kind: 'list', values: [1, 2] },
  'classical.k': { kind: 'list', values: [1, 3, 5, 10, 20] },
  'classical.C': { kind: 'list', values: [0.01, 0.1, 1, 10] },
  'classical.maxIterations': { kind: 'list', values: [30, 100, 300] },
  'classical.trees': { kind: 'list', values: [10, 30, 100, 300] },
  'classical.maxDepth': { kind: 'list', values: [5, 10, 20, 40] },
  'classical.minSamplesLeaf': { kind: 'list', values: [1, 3, 10, 30] },
  'classical.maxFeatures': { kind: 'list', values: [4, 8, 16, 28, 56] },
  'classical.alpha': { kind: 'list', values: [0.1, 1, 10, 100] },
};

/** The activations of hidden layers that people choose between. */
const USUAL_ACTIVATIONS = ['relu', 'gelu', 'tanh'];
const USUAL_OPTIMIZERS = ['sgd', 'momentum', 'adam'];
const USUAL_FACTOR = 4;

/** What a setting is opened to at first: a range around the usual values, or all that can be chosen. Its present value is in it, unless that is no number. */
export function suggestedDomain({ field, value, address }: Setting): Domain {
  if (field.type === 'boolean') return { kind: 'list', values: [value === true, value !== true] };
  if (field.type === 'choice') {
    const usual =
      address === 'training.optimizer' ? USUAL_OPTIMIZERS : field.name === 'activation' ? USUAL_ACTIVATIONS : field.options.slice(0, 3);
    return { kind: 'list', values: [...new Set([String(value), ...usual])] };
  }
  const usual = allowed(USUAL[address] ?? USUAL[field.name] ?? rangeAround(field, Number(value)), field);
  if (value === null) return usual;
  if (usual.kind === 'list') return { kind: 'list', values: [...new Set([...usual.values, value].map(Number))].toSorted((a, b) => a - b) };
  return { ...usual, min: Math.min(usual.min, Number(value)), max: Math.max(usual.max, Number(value)) };
}

function rangeAround(field: Extract<Field, { min: number }>, value: number): Domain {
  const whole = field.type === 'integer';
  const far = Number.isFinite(value) && value !== 0 ? Math.abs(value) * USUAL_FACTOR : 1;
  const [low, high] = boundsOf(field);
  const max = Math.min(high, far);
  const min = Math.max(low, Math.min(0, value));
  const step = whole ? 1 : field.type === 'number' && (max - min) / field.step >= 2 ? field.step : null;
  return { kind: 'range', min, max: max > min ? max : min + 1, step, log: false };
}

/** The least and the largest value that a range can begin and end with: a bound that is not allowed itself is kept away from by a step. */
function boundsOf(field: Extract<Field, { min: number }>): [low: number, high: number] {
  if (field.type !== 'number') return [field.min, field.max];
  const { min, max, step, exclusiveMin, exclusiveMax } = field;
  return [exclusiveMin ? min + step : min, exclusiveMax ? max - step : max];
}

/** Without the values of a list that the field refuses; all whole numbers that it allows where fewer than two are left. */
function allowed(domain: Domain, { min, max }: Extract<Field, { min: number }>): Domain {
  if (domain.kind === 'range') return domain;
  const values = domain.values.filter((value) => Number(value) >= min && Number(value) <= max);
  return values.length < 2 ? { kind: 'range', min, max, step: 1, log: false } : { kind: 'list', values };
}
