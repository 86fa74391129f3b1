import { nearestRows } from './nearest';

/** Neighbors on the map by which classes are judged to be apart. */
const NEIGHBORS = 10;

/** How much one class lies by itself on a map. */
export interface ClassMixing {
  label: number;
  /** Images of the class. */
  count: number;
  /** The share of its images' ten nearest neighbors on the map that are of the class too. */
  own: number;
  /** The other class that is most often among those neighbors, and its share; `null` where there is none. */
  other: { label: number; share: number } | null;
}

/** What a map shows, in numbers: for each class with images, whom they lie among. */
export function classMixing(coordinates: Float32Array, labels: ArrayLike<number>, classes: number): ClassMixing[] {
  const count = coordinates.length / 2;
  const near = nearestRows(coordinates, 2, Math.max(0, Math.min(NEIGHBORS, count - 1)));
  const met = new Float64Array(classes * classes);
  const sizes = new Uint32Array(classes);
  for (let row = 0; row < count; row++) {
    sizes[labels[row]!]! += 1;
    for (let k = 0; k < near.count; k++) met[labels[row]! * classes + labels[near.rows[row * near.count + k]!]!]! += 1;
  }
  return Array.from(sizes, (size, label) => mixingOf(met.subarray(label * classes, (label + 1) * classes), label, size)).filter(
    (mixing) => mixing.count > 0,
  );
}

function mixingOf(met: Float64Array, label: number, count: number): ClassMixing {
  const all = met.reduce((sum, value) => sum + value, 0);
  const share = (value: number) => (all > 0 ? value / all : 0);
  let other = -1;
  met.forEach((value, k) => {
    if (k !== label && value > 0 && (other < 0 || value > met[other]!)) other = k;
  });
  return { label, count, own: share(met[label]!), other: other < 0 ? null : { label: other, share: share(met[other]!) } };
}
