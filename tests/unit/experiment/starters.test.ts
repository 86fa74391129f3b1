import { expect, test } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { applyMend } from '@/experiment/network/edits';
import { createLayer, type Layer } from '@/experiment/network/kinds';
import { matchingPreset, PRESETS, STARTERS } from '@/experiment/presets/starters';
import { parseExperiment } from '@/experiment/schema';

const of = (layers: Layer[]): Experiment => ({ ...defaultExperiment(), model: { kind: 'network', layers } });

test('every preset can be trained as it is', () => {
  for (const { layers } of PRESETS) expect(planOf(of(layers)).issues).toEqual([]);
});

test('the empty stack says what it lacks, and one click makes it softmax regression', () => {
  const empty = STARTERS.find(({ id }) => id === 'empty')?.layers ?? [];
  expect(matchingPreset(empty)).toBe('empty');
  const [issue] = planOf(of(empty)).issues;
  expect(issue?.message).toBe(
    'The output needs a flat list of numbers, but gets a 28 × 28 × 1 image. Add a Flatten layer before it. With Flatten alone, this is softmax regression.',
  );
  expect(issue && matchingPreset(applyMend(empty, issue))).toBe('softmax-regression');
});

test('a stored design with more layers than can be trained stays readable, and says so', () => {
  const many = Array.from({ length: 250 }, (_, i) => createLayer(i === 249 ? 'flatten' : 'dropout', `l${i}`));
  const read = parseExperiment(JSON.parse(JSON.stringify(of(many))));
  expect(read && layersOf(read)).toHaveLength(250);
  expect(planOf(of(many)).issues.at(-1)?.message).toContain('At most 100 can be trained.');
});
