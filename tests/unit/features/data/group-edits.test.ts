import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DATASET } from '@/experiment/data/datasets';
import { labelsOf } from '@/experiment/data/labels';
import { TASKS } from '@/experiment/data/tasks';
import type { Group } from '@/experiment/data/tasks/groups';
import { addGroup, LEFT_OUT, leftOut, moveClass, removeGroup, renameGroup } from '@/features/data/task/group-edits';

const LABELS = labelsOf({ dataset: DEFAULT_DATASET });

/** Some groups in which each class is at most once. */
const groups = fc
  .array(fc.integer({ min: -1, max: 3 }), { minLength: 10, maxLength: 10 })
  .map((places) => [0, 1, 2, 3].map((at): Group => ({ name: `G${at}`, classes: LABELS.filter((label) => places[label] === at) })));

describe('groups of classes', () => {
  it('a moved class is where it was moved to and nowhere else, and all others stay', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 9 }), fc.integer({ min: LEFT_OUT, max: 3 }), (before, label, to) => {
        const after = moveClass(before, label, to);
        expect(after.flatMap((group, at) => (group.classes.includes(label) ? [at] : []))).toEqual(to === LEFT_OUT ? [] : [to]);
        expect(leftOut(DEFAULT_DATASET, after).includes(label)).toBe(to === LEFT_OUT);
        for (const other of LABELS.filter((one) => one !== label)) {
          expect(after.map(({ classes }) => classes.includes(other))).toEqual(before.map(({ classes }) => classes.includes(other)));
        }
      }),
    );
  });

  it('every class is in one group or left out, in label order', () => {
    fc.assert(
      fc.property(groups, (some) => {
        expect([...some.flatMap(({ classes }) => classes), ...leftOut(DEFAULT_DATASET, some)].sort((a, b) => a - b)).toEqual(LABELS);
      }),
    );
  });

  it('a class that a file put into two groups is in one after a move', () => {
    const twice: Group[] = [
      { name: 'A', classes: [1, 2] },
      { name: 'B', classes: [2, 3] },
    ];
    expect(moveClass(twice, 2, 1).map(({ classes }) => classes)).toEqual([[1], [2, 3]]);
  });

  it('a new group is empty and has a name of its own', () => {
    const two: Group[] = [
      { name: 'Group 3', classes: [0] },
      { name: 'Group 1', classes: [] },
    ];
    expect(addGroup(two).at(-1)).toEqual({ name: 'Group 4', classes: [] });
  });

  it('a removed group leaves its classes out; a name changes one group alone', () => {
    const start = TASKS.groups.start({ dataset: DEFAULT_DATASET }).groups;
    expect(leftOut(DEFAULT_DATASET, removeGroup(start, 1))).toEqual(start[1]?.classes);
    expect(renameGroup(start, 0, 'Oben').map(({ name }) => name)).toEqual(['Oben', 'Bottom', 'Accessories']);
  });
});
