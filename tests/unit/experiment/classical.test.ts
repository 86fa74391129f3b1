import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { schemaOf } from '@/experiment/choice';
import { CLASSICAL_KINDS, CLASSICAL_MODELS, type ClassicalModel, classicalIssues } from '@/experiment/classical/models';

const defaultsOf = (kind: ClassicalModel['kind']): ClassicalModel => CLASSICAL_MODELS[kind].defaults;

describe.each(CLASSICAL_KINDS)('the classical model %s', (kind) => {
  it('is right as it is offered, and has a field for each option', () => {
    const { defaults, fields } = CLASSICAL_MODELS[kind];
    expect(classicalIssues(defaultsOf(kind), 60_000)).toEqual([]);
    expect(['kind', ...fields.map((field) => field.name)].toSorted()).toEqual(Object.keys(defaults).toSorted());
  });

  it('comes back from JSON as it was', () => {
    expect(v.parse(schemaOf(CLASSICAL_MODELS), JSON.parse(JSON.stringify(defaultsOf(kind))))).toEqual(defaultsOf(kind));
  });

  it('has every wrong number named at its option', () => {
    for (const { name, type } of CLASSICAL_MODELS[kind].fields.filter((field) => field.type !== 'boolean')) {
      const wrong = { ...defaultsOf(kind), [name]: type === 'choice' ? 'other' : -1 } as ClassicalModel;
      expect(classicalIssues(wrong, 60_000).map((issue) => [issue.field, issue.severity])).toEqual([[name, 'error']]);
    }
  });
});

describe('the options of classical models', () => {
  it('may be without limit where that means something', () => {
    const tree: ClassicalModel = { kind: 'decisionTree', maxDepth: null, minSamplesLeaf: 1 };
    expect(classicalIssues(tree, 10)).toEqual([]);
    expect(classicalIssues({ ...tree, minSamplesLeaf: Number.NaN }, 10)).toHaveLength(1);
  });

  it('keep k to the images there are', () => {
    const model: ClassicalModel = { kind: 'nearestNeighbours', k: 5, weights: 'uniform' };
    expect(classicalIssues(model, 5)).toEqual([]);
    expect(classicalIssues(model, 4)).toEqual([
      { field: 'k', severity: 'error', message: 'There are only 4 images to choose 5 neighbors from.' },
    ]);
  });
});
