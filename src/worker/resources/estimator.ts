import type { PreparedData } from '@/dataset/types';
import { stepsPerEpoch } from '@/engine/batches';
import type { Engine } from '@/engine/engine';
import { datasetInfo } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import type { WorkerContext } from '@/worker/context';
import type { Estimate } from '@/worker/protocol';
import { speedsOf } from './engines';

/** Images of an evaluation's slice. */
const SLICE = 500;
/** Slices are repeated for about this long, and the quickest counts: what disturbs one only makes it longer. */
const REPEAT_MS = 60;

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
      const { engine, msPerStep, measurements } = await engines.forExperiment(experiment, data, this.probing.signal);
      const { batchSize } = experiment.training;
      const { msToCompile, msPerImage } = await this.evaluationTimes(engine, experiment, data);
      const secondsPerEpoch = (stepsPerEpoch(data, batchSize) * msPerStep + data.validation.length * msPerImage) / 1000;
      const secondsAtEnd = (data.test.length * msPerImage) / 1000;
      return { msPerStep, secondsAtStart: msToCompile / 1000, secondsPerEpoch, secondsAtEnd, engines: speedsOf(measurements, batchSize) };
    } finally {
      this.probing = null;
      outbox.enter('idle');
    }
  }

  /** Milliseconds to make the network ready, and to evaluate one image in slices as an evaluation takes them, once the code is warm. */
  private async evaluationTimes(
    engine: Engine,
    experiment: Experiment,
    data: PreparedData,
  ): Promise<{ msToCompile: number; msPerImage: number }> {
    const { now, outbox } = this.context;
    const set = data.validation.length > 0 ? data.validation : data.test;
    const slice = set.subarray(0, SLICE);
    const began = now();
    const network = await engine.compile(experiment, data);
    const msToCompile = now() - began;
    const timed = async () => {
      const started = now();
      await network.logits(slice);
      outbox.pulse();
      return now() - started;
    };
    try {
      if (slice.length === 0) return { msToCompile, msPerImage: 0 };
      // The first slice makes ready what the engine keeps for the run: when Train is pressed, it is there.
      await timed();
      let best = await timed();
      for (const ends = now() + REPEAT_MS; now() < ends; ) best = Math.min(best, await timed());
      return { msToCompile, msPerImage: best / slice.length };
    } finally {
      network.dispose();
    }
  }
}
