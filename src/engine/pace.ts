/** Steps between two readings should take about this long: often enough to watch, seldom enough not to stall a GPU. */
const BLOCK_MS = 120;
const MAX_BLOCK = 200;
/** What an evaluated image costs of a trained one, until it is measured: a step goes forward once and back about twice. */
const FORWARD_SHARE = 1 / 3;
/** Weight of the newest measurement in the moving averages. */
const NEWEST = 0.3;

/** Measures how fast a run goes, and decides from it how many steps to do at once and how long the rest will take. */
export function createPace(now: () => number) {
  let msPerStep: number | null = null;
  let msPerExample: number | null = null;
  let msPerEvaluated: number | null = null;
  let blocks = 0;
  const last = new Map<string, number>();
  const blend = (old: number | null, value: number) => (old === null ? value : old + NEWEST * (value - old));
  return {
    /** The first block compiles, the second is the first honest measurement: both are one step. */
    blockSize: () => (blocks < 2 || msPerStep === null ? 1 : Math.max(1, Math.min(MAX_BLOCK, Math.round(BLOCK_MS / msPerStep)))),
    record(steps: number, ms: number, examples: number) {
      blocks++;
      if (blocks === 1) return;
      msPerStep = blend(msPerStep, ms / steps);
      msPerExample = blend(msPerExample, ms / Math.max(1, examples));
    },
    /** Evaluates so many images and remembers how long one took. */
    async evaluating<T>(images: number, work: () => Promise<T>): Promise<T> {
      const started = now();
      const result = await work();
      msPerEvaluated = (now() - started) / Math.max(1, images);
      return result;
    },
    examplesPerSecond: () => (msPerExample ? 1000 / msPerExample : 0),
    /** Seconds for the steps left and the images still to be evaluated, or `null` before anything is measured. */
    secondsLeft: (steps: number, images: number) => {
      if (msPerStep === null || msPerExample === null) return null;
      return (steps * msPerStep + images * (msPerEvaluated ?? FORWARD_SHARE * msPerExample)) / 1000;
    },
    /** Whether `ms` have passed since this last said yes for that name; the first time starts the clock. */
    isDue(name: string, ms: number) {
      const since = last.get(name);
      const due = since !== undefined && now() - since >= ms;
      if (due || since === undefined) last.set(name, now());
      return due;
    },
  };
}
