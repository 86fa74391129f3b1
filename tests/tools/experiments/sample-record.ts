import { PUBLISHED } from '@/experiment/presets/published';
import { type RunRecord, settingsDigest } from '../../../experiments/record';

/** A record of `id` as if it had been run, with the settings that the app has now. */
export function sampleRecord(id: string, change: Partial<RunRecord> = {}): RunRecord {
  const preset = PUBLISHED.find((each) => each.id === id);
  if (!preset) throw new Error(`no preset ${id}`);
  const { experiment } = preset.variants.find((variant) => variant.id === change.form) ?? preset;
  const { epochs } = experiment.training;
  const series = Array<number>(epochs).fill(0.25);
  return {
    id,
    form: preset.variants[0]?.id ?? null,
    seed: 1,
    epochs,
    settings: settingsDigest(experiment),
    dataset: 'Fashion-MNIST',
    accuracy: 0.87654321,
    loss: 0.34567891,
    macroF1: 0.87111111,
    testImages: 4,
    testedEpoch: epochs,
    figures: preset.figures.map(({ label, value }, i) => ({ label, published: value, ours: value + 0.01 * i })),
    classNames: ['Top', 'Bag'],
    confusion: [
      [2, 0],
      [1, 1],
    ],
    history: { trainingLoss: series, trainingAccuracy: series, validationLoss: series, validationAccuracy: series, seconds: series },
    events: [],
    disagreements: [],
    engine: 'CPU (WebAssembly) · 2 threads',
    threads: 2,
    seconds: 83.4,
    trainingSeconds: 70.2,
    date: '2031-02-03T04:05:06.000Z',
    commit: 'abc1234567',
    machine: { cpu: 'Some Processor', cores: 4, load: 0.3, browser: 'Chromium 1.2.3' },
    ...change,
  };
}
