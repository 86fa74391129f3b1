import { prepareData } from '@/dataset/prepare';
import type { PreparedData } from '@/dataset/types';
import { createWasmEngine } from '@/engine/wasm';
import { taskOutput } from '@/experiment/data/classes';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { stack } from '@/experiment/presets/stack';
import { createRandom, shuffle } from '@/experiment/random';
import { labelIssues, rankLabels } from '@/metrics/confident-learning';
import { argmaxRows, probabilitiesOf } from '@/metrics/probabilities';
import { readFashionMnist } from './fashion-mnist';

/** Images of the training file whose labels look wrong to people, by position from 0. */
const SUSPECTS = [16691, 28264, 33982, 42018, 45592];

const LEARNING_RATE = 0.001;
const BATCH = 64;
const SLICE = 500;

interface Options {
  /** Holds the four files of Fashion-MNIST. */
  folder: string;
  folds: number;
  epochs: number;
}

/** Cross-validates a small CNN over the training images and prints where the suspects stand among all labels. */
export async function rankSuspects({ folder, folds, epochs }: Options): Promise<void> {
  const data = readData(folder);
  const count = data.train.length;
  const classes = data.classNames.length;
  const order = shuffle(data.train.slice().sort(), createRandom(1));
  const probabilities = new Float32Array(count * classes);
  const started = performance.now();
  for (let fold = 0; fold < folds; fold++) {
    const held = order.filter((_, i) => i % folds === fold);
    const rest = order.filter((_, i) => i % folds !== fold);
    await answerFold({ ...data, train: rest }, held, epochs, probabilities);
    say(`fold ${fold + 1} of ${folds}: ${Math.round((performance.now() - started) / 1000)} s`);
  }
  const labels = data.targets.subarray(0, count);
  const issues = labelIssues(probabilities, labels, classes);
  const ranks = rankLabels(probabilities, labels, classes);
  const said = argmaxRows(probabilities, classes);
  const right = said.reduce((sum, predicted, row) => sum + (predicted === labels[row] ? 1 : 0), 0);
  say(`accuracy on held-out folds: ${(right / count).toFixed(4)}; possible wrong labels: ${issues.length} of ${count}`);
  for (const row of SUSPECTS) {
    const own = probabilities[row * classes + labels[row]!]!;
    const found = issues.includes(row) ? `found, rank ${issues.indexOf(row) + 1}` : 'not found';
    const words = `labelled ${data.classNames[labels[row]!]} (p ${own.toExponential(1)}), taken for ${data.classNames[said[row]!]}`;
    say(`${row}: rank ${ranks.indexOf(row) + 1} of all ${count}, ${found}; ${words}`);
  }
}

/** All 60,000 training images, none held out. */
function readData(folder: string): PreparedData {
  const { data, training } = experimentOf();
  return prepareData(readFashionMnist(folder), data, training.seed);
}

function experimentOf(): Experiment {
  const base = defaultExperiment();
  return {
    ...base,
    data: { ...base.data, split: { kind: 'official', validationShare: 0, stratified: true, validationIsTest: false } },
    model: {
      kind: 'network',
      layers: stack(
        ['conv2d', { filters: 8 }],
        ['maxPooling2d'],
        ['conv2d', { filters: 16 }],
        ['maxPooling2d'],
        ['flatten'],
        ['dense', { units: 64 }],
      ),
    },
    training: { ...base.training, batchSize: BATCH, learningRate: LEARNING_RATE },
  };
}

/** Trains on `data.train` from scratch and writes the probabilities of the held-out images to their rows. */
async function answerFold(data: PreparedData, held: Uint32Array, epochs: number, probabilities: Float32Array): Promise<void> {
  const experiment = experimentOf();
  const engine = await createWasmEngine({ threads: 1 });
  const network = await engine.compile(experiment, data);
  const random = createRandom(experiment.training.seed);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffle(data.train.slice(), random);
    for (let from = 0; from < order.length; from += BATCH) {
      network.trainStep(order.slice(from, from + BATCH), step++, LEARNING_RATE);
      if (step % 50 === 0) await network.readSteps();
    }
    await network.readSteps();
  }
  const outputs = taskOutput(experiment.data).units;
  for (let from = 0; from < held.length; from += SLICE) {
    const rows = held.slice(from, from + SLICE);
    const answers = probabilitiesOf(await network.logits(rows), outputs);
    rows.forEach((row, k) => {
      probabilities.set(answers.probabilities.subarray(k * answers.classes, (k + 1) * answers.classes), row * answers.classes);
    });
  }
  network.dispose();
  engine.dispose();
}

const say = (line: string): void => console.warn(line);
