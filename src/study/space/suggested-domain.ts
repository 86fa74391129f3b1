import type { Field } from '@/experiment/field';
import type { Domain } from './domain';
import type { Setting } from './settings';

/** Ranges of numbers whose field allows far more than anybody tries. */
const USUAL: Readonly<Record<string, Domain>> = {
  learningRate: { kind: 'range', min: 1e-4, max: 1e-1, step: null, log: true },
  batchSize: { kind: 'list', values: [16, 32, 64, 128] },
  epochs: { kind: 'range', min: 5, max: 20, step: 5, log: false },
  units: { kind: 'range', min: 32, max: 256, step: 32, log: false },
  filters: { kind: 'range', min: 8, max: 64, step: 8, log: false },
  kernelSize: { kind: 'list', values: [3, 5] },
  rate: { kind: 'range', min: 0, max: 0.5, step: 0.1, log: false },
  trainSize: { kind: 'list', values: [1000, 3000, 10_000] },
};

/** The activations of hidden layers that people choose between. */
const USUAL_ACTIVATIONS = ['relu', 'gelu', 'tanh'];
const USUAL_OPTIMIZERS = ['sgd', 'momentum', 'adam'];
const USUAL_FACTOR = 4;

/** What a setting is opened to at first: a range around the usual values, or all that can be chosen. Its present value is in it. */
export function suggestedDomain({ field, value, address }: Setting): Domain {
  if (field.type === 'boolean') return { kind: 'list', values: [value, !value] };
  if (field.type === 'choice') {
    const usual =
      address === 'training.optimizer' ? USUAL_OPTIMIZERS : field.name === 'activation' ? USUAL_ACTIVATIONS : field.options.slice(0, 3);
    return { kind: 'list', values: [...new Set([String(value), ...usual])] };
  }
  const usual = USUAL[field.name] ?? rangeAround(field, Number(value));
  if (usual.kind === 'list') return { kind: 'list', values: [...new Set([...usual.values, value].map(Number))].toSorted((a, b) => a - b) };
  return { ...usual, min: Math.min(usual.min, Number(value)), max: Math.max(usual.max, Number(value)) };
}

function rangeAround(field: Extract<Field, { min: number }>, value: number): Domain {
  const whole = field.type === 'integer';
  const far = Number.isFinite(value) && value !== 0 ? Math.abs(value) * USUAL_FACTOR : 1;
  const max = Math.min(field.max, far);
  const min = Math.max(field.min, Math.min(0, value));
  const step = whole ? 1 : field.type === 'number' && (max - min) / field.step >= 2 ? field.step : null;
  return { kind: 'range', min, max: max > min ? max : min + 1, step, log: false };
}
