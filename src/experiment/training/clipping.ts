import type { Field } from '@/experiment/field';
import { type Choice, optionIssues, type SettingIssue } from '@/experiment/setting-issue';
import type { Clipping } from './types';

const limit = (help: string): Field => ({
  name: 'limit',
  label: 'limit',
  help,
  type: 'number',
  min: 0,
  max: 1_000_000,
  step: 0.1,
  exclusiveMin: true,
});

/** How gradients can be limited. types.ts defines each. */
export const CLIPPINGS: { [K in Clipping['kind']]: Choice<Extract<Clipping, { kind: K }>> } = {
  none: { title: 'None', help: 'Gradients stay as they are.', defaults: { kind: 'none' }, fields: [] },
  value: {
    title: 'By value',
    help: 'No single number of a gradient is larger than the limit.',
    defaults: { kind: 'value', limit: 0.5 },
    fields: [limit('The largest size of a number, either way.')],
  },
  norm: {
    title: 'By norm',
    help: 'The gradient of each array of weights is shortened to the limit.',
    defaults: { kind: 'norm', limit: 1 },
    fields: [limit('The largest length of the gradient of one array of weights.')],
  },
  globalNorm: {
    title: 'By global norm',
    help: 'All gradients together are shortened to the limit, so that their direction stays.',
    defaults: { kind: 'globalNorm', limit: 1 },
    fields: [limit('The largest length of all gradients taken as one.')],
  },
};

export const CLIPPING_KINDS = Object.keys(CLIPPINGS) as Clipping['kind'][];

/** What is wrong with the clipping: at `clipping.limit`. */
export const clippingIssues = (clipping: Clipping): SettingIssue[] => optionIssues(CLIPPINGS[clipping.kind].fields, clipping, 'clipping.');
