import type { Field } from '@/experiment/field';

/** What a fall multiplies the learning rate by. */
export const factorField = (help: string): Field => ({
  name: 'factor',
  label: 'factor',
  help,
  type: 'number',
  min: 0,
  max: 1,
  step: 0.05,
  exclusiveMin: true,
  exclusiveMax: true,
});
