import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '@/experiment/data/classes';
import { DEFAULT_DATASET } from '@/experiment/data/datasets';
import { describeNetwork } from '@/experiment/network/describe';
import { applyMend } from '@/experiment/network/edits';
import type { Issue } from '@/experiment/network/issue';
import { createLayer, KINDS, LAYER_KINDS, type Layer } from '@/experiment/network/kinds';
import { sizeOf } from '@/experiment/network/shape';
import { OUTPUT_ID } from '@/experiment/network/types';

const ask = (task: Question['task']): Question => ({ dataset: DEFAULT_DATASET, task });
const CLASSES = ask({ kind: 'classes' });
const THREE_GROUPS = ask({
  kind: 'groups',
  groups: [
    { name: 'tops', classes: [0, 2, 3, 4, 6] },
    { name: 'shoes', classes: [5, 7, 9] },
    { name: 'others', classes: [1, 8] },
  ],
});
const PAIR = ask({ kind: 'pair', classes: [0, 6] });

/** Options that may be anything a person types or a link carries. */
const anyOption = fc.oneof(
  fc.constantFrom<unknown>(
    0,
    1,
    2,
    3,
    5,
    28,
    29,
    64,
    0.5,
    1e9,
    -1,
    -0.5,
    null,
    true,
    false,
    '',
    '12',
    'relu',
    'same',
    'valid',
    'softmax',
    'NaN',
  ),
  fc.double(),
  fc.string({ maxLength: 4 }),
);

/** A layer with some options replaced. `wild` replaces them by anything at all. */
const layerWith = (values: fc.Arbitrary<unknown>) =>
  fc.constantFrom(...LAYER_KINDS).chain((kind) => {
    const fields = KINDS[kind].fields.map((field) => field.name);
    const options = fc.record(Object.fromEntries(fields.map((name) => [name, values])), { requiredKeys: [] });
    return options.map((replaced) => ({ ...createLayer(kind, 'l0'), ...replaced }) as Layer);
  });

const stackWith = (layer: fc.Arbitrary<Layer>) =>
  fc.array(layer, { maxLength: 10 }).map((layers) => layers.map((one, i): Layer => ({ ...one, id: `l${i}` })));

const wildStack = stackWith(layerWith(anyOption));

/** Only windows, strides and activations vary, within what the fields accept: many of these stacks work. */
const tameLayer = fc.constantFrom(...LAYER_KINDS).chain((kind) =>
  fc
    .record({
      kernelSize: fc.integer({ min: 1, max: 9 }),
      strides: fc.integer({ min: 1, max: 3 }),
      same: fc.boolean(),
      softmax: fc.boolean(),
    })
    .map(({ kernelSize, strides, same, softmax }): Layer => {
      const wanted = {
        kernelSize,
        poolSize: kernelSize,
        strides,
        padding: same ? 'same' : 'valid',
        activation: softmax ? 'softmax' : 'relu',
      };
      const layer = createLayer(kind, 'l0');
      return Object.fromEntries(
        Object.entries(layer).map(([name, value]) => [name, wanted[name as keyof typeof wanted] ?? value]),
      ) as unknown as Layer;
    }),
);
const tameStack = stackWith(tameLayer);
const anyQuestion = fc.constantFrom<Question>(CLASSES, THREE_GROUPS, PAIR);

const errorsOf = (issues: Issue[]) => issues.filter((issue) => issue.severity === 'error');
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

describe('describeNetwork', () => {
  it('never throws, whatever the options hold, and its numbers stay numbers', () => {
    fc.assert(
      fc.property(wildStack, anyQuestion, fc.integer({ min: 1, max: 1024 }), (layers, question, batchSize) => {
        const network = describeNetwork(layers, question, batchSize);
        expect(network.layers.map((entry) => entry.layer.id)).toEqual([...layers.map((layer) => layer.id), OUTPUT_ID]);
        for (const total of [network.trainable, network.nonTrainable, network.multiplyAdds, network.bytes]) {
          expect(Number.isSafeInteger(total) && total >= 0).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keys every issue to a layer that is there, in a sentence', () => {
    fc.assert(
      fc.property(wildStack, anyQuestion, (layers, question) => {
        const ids = new Set([...layers.map((layer) => layer.id), OUTPUT_ID]);
        for (const issue of describeNetwork(layers, question).issues) {
          expect(ids.has(issue.layer)).toBe(true);
          expect(issue.message).toMatch(/\.$/);
        }
      }),
    );
  });

  it('finds shapes, parameters and sums wherever a stack is right, and an unknown shape only where it is wrong', () => {
    let right = 0;
    fc.assert(
      fc.property(tameStack, anyQuestion, (layers, question) => {
        const network = describeNetwork(layers, question);
        const works = errorsOf(network.issues).length === 0;
        expect(network.layers.every((entry) => entry.outputShape !== null)).toBe(works);
        expect(network.trainable).toBe(sum(network.layers.map((entry) => entry.trainable)));
        expect(network.nonTrainable).toBe(sum(network.layers.map((entry) => entry.nonTrainable)));
        expect(network.multiplyAdds).toBe(sum(network.layers.map((entry) => entry.multiplyAdds)));
        expect(network.bytes).toBe(4 * sum(network.layers.flatMap((entry) => entry.weights.map((weight) => sizeOf(weight.shape)))));
        if (!works) return;
        right += 1;
        expect(network.trainable).toBeGreaterThan(0);
        for (const entry of network.layers)
          expect(entry.outputShape?.every((length) => Number.isInteger(length) && length >= 1)).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(right).toBeGreaterThan(5);
  });

  it('offers only mends that end the very issue they stand beside', () => {
    let mended = 0;
    fc.assert(
      fc.property(fc.oneof(tameStack, wildStack), anyQuestion, (layers, question) => {
        for (const issue of describeNetwork(layers, question).issues.filter((one) => one.mend)) {
          mended += 1;
          const after = applyMend(layers, issue);
          expect(new Set(after.map((layer) => layer.id)).size).toBe(after.length);
          expect(describeNetwork(after, question).issues).not.toContainEqual(issue);
        }
      }),
      { numRuns: 500 },
    );
    expect(mended).toBeGreaterThan(100);
  });

  it('leads from any tame stack to one that works, by its own mends', () => {
    fc.assert(
      fc.property(tameStack, (start) => {
        let layers = start;
        for (let clicks = 0; clicks < 60; clicks++) {
          const issue = describeNetwork(layers, CLASSES).issues.find((one) => one.mend);
          if (!issue) break;
          layers = applyMend(layers, issue);
        }
        expect(describeNetwork(layers, CLASSES).issues).toEqual([]);
      }),
    );
  });
});
