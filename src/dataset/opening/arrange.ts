import type { LabelledImages } from '@/dataset/types';
import { bytesPerItem } from '@/experiment/data/item-shape';
import { counted } from '@/experiment/words/numbers';
import type { ReadImages } from './opening';

/** One image in this many is held back for the test, class by class, where the files have no test images. */
const HELD_BACK = 5;

/**
 * The images with a test set: the files' own, or else every fifth image of each class, at least one of a class that has two. Which ones follows from their
 * order alone, so that the same files give the same sets everywhere.
 */
export function withTestImages(read: ReadImages): ReadImages {
  if (read.test.labels.length > 0) return read;
  const { labels } = read.train;
  const counts = countPerClass(read.classNames.length, labels);
  const seen = counts.map(() => 0);
  const held = new Uint8Array(labels.length);
  labels.forEach((label, i) => {
    const before = seen[label]!++;
    const few = counts[label]! < HELD_BACK;
    held[i] = Number(few ? counts[label]! > 1 && before === counts[label]! - 1 : before % HELD_BACK === HELD_BACK - 1);
  });
  const take = (isTest: number) => pick(read.train, bytesPerItem(read.itemShape), (i) => held[i] === isTest);
  const [train, test] = [take(0), take(1)];
  const count = test.labels.length;
  // Without any the classes say themselves that they have too few.
  if (count === 0) return read;
  const note = `There are no test images, so ${counted(count, 'image')} (every fifth of each class, or the last of a small one) ${count === 1 ? 'is' : 'are'} held back for the test.`;
  return { ...read, train, test, notes: [...read.notes, note] };
}

/** A class as the person wants it: its name, and the classes of the files that it is made of. */
export interface ChosenClass {
  name: string;
  labels: readonly number[];
}

/** The images of the chosen classes, renumbered; what belongs to none is left out. */
export function withClasses(read: ReadImages, classes: readonly ChosenClass[]): ReadImages {
  const places = read.classNames.map((_, label) => classes.findIndex(({ labels }) => labels.includes(label)));
  const classNames = classes.map(({ name }) => name.trim());
  if (places.every((place, label) => place === label) && classes.length === places.length) return { ...read, classNames };
  const size = bytesPerItem(read.itemShape);
  const part = (images: LabelledImages): LabelledImages => {
    const kept = pick(images, size, (i) => places[images.labels[i]!]! >= 0);
    return { ...kept, labels: kept.labels.map((label) => places[label]!) };
  };
  return { ...read, classNames, train: part(read.train), test: part(read.test) };
}

function pick({ images, labels }: LabelledImages, size: number, wanted: (i: number) => boolean): LabelledImages {
  const places = [...labels.keys()].filter(wanted);
  const taken = new Uint8Array(places.length * size);
  places.forEach((i, k) => {
    taken.set(images.subarray(i * size, (i + 1) * size), k * size);
  });
  return { images: taken, labels: Uint8Array.from(places, (i) => labels[i]!) };
}

/** How many images each of so many classes has. */
export function countPerClass(classes: number, labels: Uint8Array): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const label of labels) counts[label]!++;
  return counts;
}

/** What stands in the way of using classes, at their place in the list; under -1 what is wrong with all of them together. */
export function classProblems(classes: readonly { name: string; train: number; test: number }[]): Map<number, string> {
  const problems = new Map<number, string>();
  if (classes.length < 2) problems.set(-1, 'At least two classes are needed.');
  classes.forEach(({ name, train, test }, at) => {
    const wanted = name.trim();
    const twin = classes.findIndex((other) => other.name.trim().toLowerCase() === wanted.toLowerCase());
    if (wanted === '') problems.set(at, 'This class needs a name.');
    else if (twin < at) problems.set(at, 'Another class has this name.');
    else if (train + test === 0) problems.set(at, 'There is no image of this class.');
    else if (train + test === 1)
      problems.set(at, 'There is only one image: at least two are needed, one to learn from and one for the test.');
    else if (train === 0) problems.set(at, 'No training image is of this class.');
  });
  return problems;
}
