import type { DatasetId } from '@/experiment/data/datasets';
import { labelsOf } from '@/experiment/data/labels';
import type { Group } from '@/experiment/data/tasks/groups';

/** Where a class goes that belongs to no group. */
export const LEFT_OUT = -1;

/** Puts a class into the group at `to` and takes it out of all others; LEFT_OUT only takes it out. */
export function moveClass(groups: readonly Group[], label: number, to: number): Group[] {
  return groups.map((group, at) => {
    const others = group.classes.filter((other) => other !== label);
    return { ...group, classes: at === to ? [...others, label].sort((a, b) => a - b) : others };
  });
}

/** One more group, empty, under a name that no other has. */
export function addGroup(groups: readonly Group[]): Group[] {
  const taken = new Set(groups.map((group) => group.name));
  let number = groups.length + 1;
  while (taken.has(`Group ${number}`)) number++;
  return [...groups, { name: `Group ${number}`, classes: [] }];
}

export const renameGroup = (groups: readonly Group[], at: number, name: string): Group[] =>
  groups.map((group, i) => (i === at ? { ...group, name } : group));

/** Without the group at `at`; its classes are left out. */
export const removeGroup = (groups: readonly Group[], at: number): Group[] => groups.filter((_, i) => i !== at);

/** The classes that no group has, in label order. */
export function leftOut(dataset: DatasetId, groups: readonly Group[]): number[] {
  const used = new Set(groups.flatMap((group) => group.classes));
  return labelsOf({ dataset }).filter((label) => !used.has(label));
}
