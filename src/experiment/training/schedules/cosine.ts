import * as v from 'valibot';
import { number } from '@/experiment/schema-parts';
import { formatNumber } from '@/experiment/words/numbers';
import { schedule } from './entry';

/** From 1 to finalShare along half a cosine over the run's epochs, and finalShare from there on (Loshchilov and Hutter 2017; Keras's CosineDecay) */
export const cosine = schedule({
  title: 'Cosine',
  help: 'Falls slowly, then fast, then slowly again, until the last epoch.',
  schema: v.object({ kind: v.literal('cosine'), finalShare: number }),
  defaults: { kind: 'cosine', finalShare: 0 },
  fields: [
    {
      name: 'finalShare',
      label: 'final share',
      help: 'The share of the learning rate that is left at the end.',
      type: 'number',
      min: 0,
      max: 1,
      step: 0.05,
      exclusiveMax: true,
    },
  ],
  rate({ finalShare }, base, { epoch, epochs }) {
    const fallen = (1 - Math.cos(Math.PI * Math.min(1, epoch / epochs))) / 2;
    return base * (1 - (1 - finalShare) * fallen);
  },
  peaks({ finalShare }, { epochs, step }) {
    const peak = warmupPeak((1 + finalShare) / 2, (1 - finalShare) / 2, (Math.PI * step) / epochs);
    return peak === null ? [] : [(peak * epochs) / Math.PI];
  },
  withMoreEpochs: 'restarts',
  words: ({ finalShare }) => `cosine to ${finalShare === 0 ? '0' : `${formatNumber(finalShare)} of it`}`,
  issues: () => [],
});

/**
 * Where (x + shift) * (mean + swing * cos x) has its local maximum for x from 0 to pi; `null` where it only rises. The equation has no closed
 * solution, so its root is found by bisection, to the last digit of a double.
 */
function warmupPeak(mean: number, swing: number, shift: number): number | null {
  const slope = (x: number) => mean + swing * Math.cos(x) - (x + shift) * swing * Math.sin(x);
  // The slope falls from 0 to where its own derivative is 0, between pi / 2 and pi, and rises from there on.
  const lowest = rootOf((x) => -2 * Math.sin(x) - (x + shift) * Math.cos(x), Math.PI / 2, Math.PI);
  return slope(lowest) < 0 ? rootOf(slope, 0, lowest) : null;
}

/** Halvings after which two doubles have none between them. */
const HALVINGS = 60;

/** A root of `f` between `from` and `to`, where it changes its sign. */
function rootOf(f: (x: number) => number, from: number, to: number): number {
  const sign = Math.sign(f(from));
  let [low, high] = [from, to];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (Math.sign(f(middle)) === sign) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
