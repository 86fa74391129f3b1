import type { Progress, Steps } from '@/engine/classical/slices';
import { minimise, type Objective } from './lbfgs';

/** Where a fit has come to. */
interface Settled {
  point: Float64Array;
  iterations: number;
  /** Whether it came to rest before the iterations ran out. */
  settled: boolean;
}

/** The largest part of the gradient of the mean loss at which it has settled. */
const TOLERANCE = 1e-6;

/** Minimizes a loss of `size` weights from zero by L-BFGS; `objectiveOf` is given what tells how far that is. */
export function* settle(objectiveOf: (progress: () => Progress) => Objective, size: number, maxIterations: number): Steps<Settled> {
  let [done, words] = [0, 'First iteration'];
  const objective = objectiveOf(() => ({ share: done / maxIterations, words }));
  const onIteration = (iteration: number, loss: number) => {
    done = iteration;
    words = `Iteration ${iteration} of at most ${maxIterations}, loss ${loss.toFixed(4)}`;
  };
  return yield* minimise(objective, new Float64Array(size), { maxIterations, tolerance: TOLERANCE, onIteration });
}
