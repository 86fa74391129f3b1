import { join } from 'node:path';
import { prepareData } from '@/dataset/prepare';
import { createWasmEngine } from '@/engine/wasm';
import type { Method } from '@/study/methods';
import { experimentOf, nextStep, spaceOf } from '@/study/next';
import { PUBLISHED_SEARCHES } from '@/study/published';
import type { Domain } from '@/study/space/domain';
import type { Parameter } from '@/study/space/search-space';
import type { Study } from '@/study/study';
import type { Step, Trial } from '@/study/trial';
import { valuesWords } from '@/study/words';
import { Curves } from './curves';
import { readFashionMnist } from './fashion-mnist';

interface Sizes {
  /** Which of SPACES. */
  space: string;
  /** Training images. */
  images: number;
  /** Of a whole training, and of how many trials the random search has. */
  epochs: number;
  trials: number;
  /** The most units of a layer, and images of a batch. */
  units: number;
  batch: number;
}

interface Options extends Sizes {
  /** Of the studies. */
  seeds: readonly number[];
  /** Holds the four files of Fashion-MNIST. */
  folder: string;
  /** A folder for the curves. */
  cache: string;
  say(line: string): void;
}

/** How far a search has come: epochs trained in all, and the best trial's validation accuracy. */
interface Standing {
  epochs: number;
  trials: number;
  accuracy: number;
  words: string;
}

/** For each seed: a random search, then Hyperband until it has had half of its epochs. */
export async function benchHyperband({ seeds, folder, cache, say, ...sizes }: Options): Promise<void> {
  const { data, training } = studyOf({ kind: 'random' }, sizes, 1).base;
  const prepared = prepareData(readFashionMnist(folder), data, training.seed);
  const engine = await createWasmEngine({ threads: 1 });
  const { images, epochs, units, batch } = sizes;
  const curves = new Curves(
    prepared,
    engine,
    join(cache, `${sizes.space}-images${images}-units${units}-batch${batch}-epochs${epochs}.json`),
  );
  say(`${prepared.train.length} training and ${prepared.validation.length} validation images, at most ${epochs} epochs.`);
  for (const seed of seeds) {
    const random = (await courseOf(studyOf({ kind: 'random' }, sizes, seed), curves, Number.POSITIVE_INFINITY, say)).at(-1);
    if (!random) continue;
    say(`Seed ${seed}, random: ${standingWords(random)}`);
    const half = random.epochs / 2;
    const halving = { ...studyOf({ kind: 'hyperband', minEpochs: 1, factor: 3 }, sizes, seed), budget: Number.POSITIVE_INFINITY };
    const course = await courseOf(halving, curves, half, say);
    const reached = course.find(({ accuracy }) => accuracy >= random.accuracy);
    const first = course.findLast(({ trials }) => trials <= sizes.trials);
    if (first) say(`Seed ${seed}, Hyperband with the same trials: ${standingWords(first)}`);
    const last = course.at(-1);
    if (last) say(`Seed ${seed}, Hyperband within half of the epochs: ${standingWords(last)}`);
    const share = reached && `${((100 * reached.epochs) / random.epochs).toFixed(0)}% of random's`;
    say(
      `Seed ${seed}: random's best ${reached ? `is reached after ${reached.epochs} epochs, ${share}` : 'is not reached in half of its epochs'}`,
    );
  }
  curves.dispose();
  engine.dispose();
}

const standingWords = ({ epochs, trials, accuracy, words }: Standing): string =>
  `${trials} trials, ${epochs} epochs, best validation accuracy ${accuracy.toFixed(4)} (${words})`;

const range = (min: number, max: number, step: number): Domain => ({ kind: 'range', min, max, step, log: false });

/** What the parameters of the published search of an MLP become in each space; `units`: the most of a layer. */
const SPACES: Readonly<Record<string, (parameters: readonly Parameter[], units: number) => Parameter[]>> = {
  /** As published, with smaller layers. */
  published: (parameters, units) =>
    parameters.map((one) => (one.address.endsWith('.units') ? { ...one, domain: range(32, units, 32) } : one)),
  /** The same settings and the optimizer, as far apart as somebody sets them who knows nothing of the problem. */
  wide: (parameters, units) => [
    ...parameters.map((one): Parameter => {
      if (one.blocks) return { ...one, domain: range(1, one.blocks.length, 1) };
      if (one.address.endsWith('.units')) return { ...one, domain: range(8, units, 8) };
      if (one.address.endsWith('.rate')) return { ...one, domain: range(0, 0.8, 0.1) };
      return { ...one, domain: { kind: 'range', min: 1e-5, max: 1, step: null, log: true } };
    }),
    { address: 'training.optimizer', domain: { kind: 'list', values: ['sgd', 'momentum', 'adam'] } },
  ],
};

/** A search by one of the methods, without early stopping. */
function studyOf(method: Method, { space, images, epochs, trials, units, batch }: Sizes, seed: number): Study {
  const published = PUBLISHED_SEARCHES.find(({ id }) => id === 'b5-search-mlp');
  const parametersOf = SPACES[space];
  if (!published || !parametersOf) throw new Error(`There is no space "${space}"; there are ${Object.keys(SPACES).join(', ')}.`);
  const { base, parameters, objective } = published.study;
  return {
    id: 'bench',
    name: 'Hyperband',
    createdAt: 0,
    base: {
      ...base,
      data: { ...base.data, trainSize: images },
      training: { ...base.training, epochs, batchSize: batch, earlyStopping: null },
    },
    parameters: parametersOf(parameters, units),
    method,
    objective,
    budget: trials,
    seed,
  };
}

/** Follows a study to its end, or until its trials have had `most` epochs; where it stands after each training. */
async function courseOf(study: Study, curves: Curves, most: number, say: (line: string) => void): Promise<Standing[]> {
  const space = spaceOf(study);
  const course: Standing[] = [];
  let [trials, epochs]: [Trial[], number] = [[], 0];
  for (;;) {
    const { step, skipped } = nextStep(study, trials, space);
    trials = [...trials, ...skipped];
    if (!step) return course;
    const begun = trialOf(step, trials);
    const wanted = begun.epochs ?? study.base.training.epochs;
    const had = begun.outcomes.at(-1)?.epochs ?? 0;
    if (epochs + wanted - had > most) return course;
    // The length of a training does not change its beginning: nothing here depends on it.
    const { score, epochs: done } = await curves.after(experimentOf(study, { ...begun, epochs: null }, space), wanted);
    epochs += done - had;
    const trial: Trial = score
      ? { ...begun, status: 'finished', outcomes: [...begun.outcomes, { epochs: wanted, seconds: 0, ...score }] }
      : { ...begun, status: 'failed' };
    trials = [...trials.filter(({ number }) => number !== trial.number), trial].toSorted((a, b) => a.number - b.number);
    const before = course.at(-1);
    const own = { accuracy: score?.accuracy ?? 0, words: valuesWords(study.base, study.parameters, trial.values) };
    const better = before && before.accuracy >= own.accuracy ? before : own;
    course.push({ epochs, trials: trials.length, accuracy: better.accuracy, words: better.words });
    say(`  ${study.method.kind} ${study.seed}, trial ${trial.number}, ${wanted} epochs: ${own.accuracy.toFixed(4)} (${own.words})`);
  }
}

function trialOf(step: Step, trials: readonly Trial[]): Trial {
  if (step.kind === 'start') {
    const { values, seed, epochs } = step;
    return { number: trials.length + 1, values, seed, epochs, status: 'running', runId: null, outcomes: [], cause: null };
  }
  const trial = trials.find(({ number }) => number === step.trial);
  if (!trial) throw new Error(`Trial ${step.trial} is to go on, but is not there.`);
  return { ...trial, status: 'running', epochs: step.epochs };
}
