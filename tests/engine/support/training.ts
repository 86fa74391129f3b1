import { prepareData } from '@/dataset/prepare';
import type { Dataset, PreparedData } from '@/dataset/types';
import type { Engine, Network } from '@/engine/engine';
import { initialPosition, newRun } from '@/engine/new-run';
import { type TrainingEvent, train } from '@/engine/train';
import type { Experiment } from '@/experiment/experiment';
import { reduceRun } from '@/run/reduce';
import type { Run } from '@/run/types';

interface Training {
  experiment: Experiment;
  data: PreparedData;
  network: Network;
  /** Absent: what the Experiment says. */
  epochs?: number | undefined;
  learningRate?: number;
  /** Trained on although it diverges or only guesses. */
  anyway?: boolean;
}

/** Trains a network from its start to its last epoch, with nothing that comes in between. */
export function undisturbed({ epochs, learningRate, ...rest }: Training): AsyncGenerator<TrainingEvent, void> {
  const { training } = rest.experiment;
  const set = { epochs: epochs ?? training.epochs, learningRate: learningRate ?? training.learningRate };
  const control = { ...set, paused: false, whilePaused: async () => undefined };
  const begun = { position: initialPosition, partial: { losses: [], accuracies: [] }, records: [], settled: null, restore: () => false };
  const world = { signal: new AbortController().signal, breathe: async () => undefined, now: () => performance.now() };
  return train({ control, ...begun, ...world, ...rest });
}

type News = Parameters<typeof reduceRun>[1];
const REQUESTS: readonly string[] = ['checkpointDue', 'samplesDue', 'evaluationDue', 'ended'];
const isNews = (event: TrainingEvent): event is News => !REQUESTS.includes(event.type);

/** The run of an Experiment after so many epochs (absent: all), as the worker would keep it. */
export async function trainedRun(engine: Engine, dataset: Dataset, experiment: Experiment, epochs?: number): Promise<Run> {
  const { seed, classWeights } = experiment.training;
  const data = prepareData(dataset, experiment.data, seed, classWeights);
  const network = await engine.compile(experiment, data);
  let run = newRun('run', experiment, data, engine.info, 'Built-in garments');
  for await (const event of undisturbed({ experiment, data, network, epochs })) {
    if (isNews(event)) run = reduceRun(run, event, 0);
  }
  network.dispose();
  return run;
}
