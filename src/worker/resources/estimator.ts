import { stepsPerEpoch } from '@/engine/batches';
import { datasetInfo } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import type { WorkerContext } from '@/worker/context';
import type { Estimate } from '@/worker/protocol';
import { speedsOf } from './engines';

/** Measures how fast a design would train here; gives way at once to a person who presses Train. */
export class Estimator {
  private probing: AbortController | null = null;

  constructor(private readonly context: WorkerContext) {}

  cancel(): void {
    this.probing?.abort();
  }

  /** Only on images that are here: an estimate downloads nothing. */
  async estimate(experiment: Experiment): Promise<Estimate> {
    if (experiment.model.kind === 'classical') throw new Error('How long a classical model takes to learn cannot be measured beforehand.');
    const { datasets, engines, outbox } = this.context;
    const dataset = datasets.get(experiment.data.dataset);
    if (!dataset) throw new Error(`${datasetInfo(experiment.data.dataset).name} is not here yet.`);
    const data = datasets.prepare(dataset, experiment);
    this.probing = new AbortController();
    outbox.enter('compiling');
    try {
      const { msPerStep, measurements } = await engines.forExperiment(experiment, data, this.probing.signal);
      const { batchSize } = experiment.training;
      const steps = stepsPerEpoch(data, batchSize);
      return { msPerStep, secondsPerEpoch: (steps * msPerStep) / 1000, engines: speedsOf(measurements, batchSize) };
    } finally {
      this.probing = null;
      outbox.enter('idle');
    }
  }
}
