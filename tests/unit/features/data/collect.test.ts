import { afterEach, expect, it, vi } from 'vitest';
import { fileByFolder } from '@/dataset/opening/folders';
import { collectAdvice, collectProblem, nameProblem } from '@/features/data/collect/problems';
import {
  addClass,
  addPicture,
  type CollectedClass,
  chooseClass,
  collectedFiles,
  collectedStore,
  removeClass,
  removePicture,
  renameClass,
} from '@/stores/collected';

const classes = (...counts: [name: string, count: number][]): CollectedClass[] =>
  counts.map(([name, count], id) => ({
    id,
    name,
    pictures: Array.from({ length: count }, (_, i) => ({ id: i, url: '', file: new Blob([String(i)], { type: 'image/png' }) })),
  }));

afterEach(() => vi.restoreAllMocks());

it('needs two classes with names of their own and two pictures each', () => {
  expect(collectProblem(classes(['cup', 3], ['pen', 2]))).toBe('');
  expect(collectProblem(classes(['cup', 3], ['pen', 2], ['later', 0]))).toBe('');
  expect(collectProblem(classes(['cup', 3], ['pen', 0]))).toBe('Two classes need pictures.');
  expect(collectProblem(classes(['cup', 3], ['pen', 1]))).toContain('“pen” needs two pictures at least');
  for (const name of ['', '  ', 'train', 'Test', 'validation', 'cup']) {
    const both = classes(['cup', 3], [name, 2]);
    expect(nameProblem(both[1]!, both)).toBeDefined();
    expect(collectProblem(both)).toBe('Mend the names of the classes first.');
  }
});

it('says what is out of balance, then what helps few pictures, and nothing where there is no need', () => {
  expect(collectAdvice(classes(['cup', 10], ['pen', 4]))).toMatch(/^“pen” has only 4 pictures, another class 10\./);
  expect(collectAdvice(classes(['cup', 10], ['pen', 5]))).toContain('changed copies');
  expect(collectAdvice(classes(['cup', 60], ['pen', 50]))).toBe('');
  expect(collectAdvice(classes(['cup', 0], ['pen', 0]))).toBe('');
});

it('becomes files that are sorted into the same classes, whatever the names hold', () => {
  const files = collectedFiles({ classes: classes(['a/b\\c', 2], ['..', 1], ['=1+1', 3], ['empty', 0]) });
  const filed = fileByFolder(files);
  expect(filed.name).toBe('Collected pictures');
  expect(filed.classNames.toSorted()).toEqual(['..', '=1+1', 'a-b-c']);
  const counts = filed.classNames.map((name, label) => [name, filed.pictures.filter((picture) => picture.label === label).length]);
  expect(Object.fromEntries(counts)).toEqual({ '..': 1, '=1+1': 3, 'a-b-c': 2 });
});

it('gives a picture to the chosen class, and frees what is taken away', () => {
  const freed = vi.spyOn(URL, 'revokeObjectURL');
  const ids = () => collectedStore.getState().classes.map(({ id }) => id);
  const counts = () => collectedStore.getState().classes.map(({ pictures }) => pictures.length);
  const [first, second] = ids() as [number, number];
  addPicture(new Blob(['1']));
  chooseClass(second);
  addPicture(new Blob(['2']));
  addPicture(new Blob(['3']));
  renameClass(second, 'pen');
  expect(counts()).toEqual([1, 2]);
  removePicture(second, collectedStore.getState().classes[1]!.pictures[0]!.id);
  expect(freed).toHaveBeenCalledTimes(1);
  addClass();
  expect(collectedStore.getState().chosen).toBe(ids()[2]);
  removeClass(ids()[2]!);
  expect(collectedStore.getState().chosen).toBe(first);
  removeClass(second);
  expect(counts()).toEqual([1]);
  expect(freed).toHaveBeenCalledTimes(2);
});
