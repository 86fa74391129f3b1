import type { ImageRows } from '@/engine/classical/rows';
import type { Steps } from '@/engine/classical/slices';
import { addAnswers, type Tree } from './tree';

/** Images asked between two pauses. */
const CHUNK = 2000;

/** The mean of what the trees say of each row: class shares of its leaves, row after row. */
export function* meanAnswers(trees: readonly Tree[], rows: ImageRows, classes: number): Steps<Float32Array> {
  const count = rows.positions.length;
  const sums = new Float64Array(count * classes);
  for (const [t, tree] of trees.entries()) {
    for (let from = 0; from < count; from += CHUNK) {
      addAnswers(tree, rows, from, Math.min(count, from + CHUNK), sums, classes);
      yield { share: (t + from / count) / trees.length, words: `Asking tree ${t + 1} of ${trees.length}` };
    }
  }
  return Float32Array.from(sums, (sum) => sum / trees.length);
}
