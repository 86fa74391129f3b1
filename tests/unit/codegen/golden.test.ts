import { join } from 'node:path';
import { CODE_SOURCE, OPTION_CASES, PRESET_CASES } from '@tests/support/code-cases';
import { OWN_CASES } from '@tests/support/own-code-cases';
import { expect, it } from 'vitest';
import { CODE_TARGETS, generateCode } from '@/codegen/generate';
import type { Experiment } from '@/experiment/experiment';

const OWN = OWN_CASES.map(({ experiment }) => experiment);

/** Experiments whose code is kept whole, to be read and compared. `npx vitest run tests/unit/codegen --update` writes the files anew. */
const KEPT = [
  'one-hidden-layer',
  'cnn-batch-norm',
  'b4-cnn-augmented drawn',
  'b4-cnn-augmented from the end',
  'd1-from-scratch',
  'e3-optimizers RMSprop',
  'e6-rnn GRU',
  'odd windows',
  'groups, few, noisy',
  'pair with warm-up',
  'official, watched, on plateaus',
];

/** Of a person's own data. */
const OWN_KEPT = ['colors', 'prices', 'kinds'];

const CASES = [...KEPT, ...OWN_KEPT].flatMap((name) => {
  const experiment = [...PRESET_CASES, ...OPTION_CASES, ...OWN].find((one) => one.name === name) as Experiment;
  return CODE_TARGETS.map(({ id }) => [id, name, experiment] as const);
});

it.each(CASES)('The %s code of %s is as it was', async (target, _name, experiment) => {
  const code = generateCode(experiment, target, CODE_SOURCE);
  if (!('text' in code)) throw new Error(code.refused.join(' '));
  await expect(code.text).toMatchFileSnapshot(join(import.meta.dirname, 'golden', code.fileName));
});
