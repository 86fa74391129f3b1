/** A class of the files, as the person has named it so far. */
export interface ClassRow {
  name: string;
  train: number;
  test: number;
  /** Its images are left out. */
  dropped: boolean;
}

/** A class as it will be: classes of the files that have one name are one. */
export interface ChosenRow {
  name: string;
  /** Places among the classes of the files, in order. */
  labels: number[];
  train: number;
  test: number;
}

const same = (a: string, b: string): boolean => a.trim() !== '' && a.trim().toLowerCase() === b.trim().toLowerCase();

/** The classes that the data set will have, in the order of the files. */
export function chosenClasses(rows: readonly ClassRow[]): ChosenRow[] {
  const chosen: ChosenRow[] = [];
  rows.forEach(({ name, train, test, dropped }, label) => {
    if (dropped) return;
    const twin = chosen.find((one) => same(one.name, name));
    if (!twin) chosen.push({ name, labels: [label], train, test });
    else Object.assign(twin, { labels: [...twin.labels, label], train: twin.train + train, test: twin.test + test });
  });
  return chosen;
}

/** Places of classes that become one with another. */
export const mergedLabels = (rows: readonly ClassRow[]): Set<number> =>
  new Set(chosenClasses(rows).flatMap(({ labels }) => (labels.length > 1 ? labels : [])));
