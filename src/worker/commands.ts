import type { DatasetId } from '@/experiment/data/datasets';
import type { CommandOf, Commands } from './protocol';
import type { Services } from './services';

/** One handler for each command but `open`, which makes the services. */
export type CommandHandlers = { [K in Exclude<keyof Commands, 'open'>]: (command: CommandOf<K>) => Promise<void> | void };

/** How long a run that is to be deleted may look taken by another tab. */
const DELETE_MS = 300;

export function commandHandlers({ context, runner, currentModel, estimator, inTurn }: Services): CommandHandlers {
  const { datasets, runStore, locks, outbox } = context;

  /** A data set may have become ready; an active run has its own already. */
  const datasetReady = (id: DatasetId) =>
    inTurn(async () => {
      if (!runner.active) await currentModel.datasetReady(id);
    });

  /** A person who presses Train does not wait for predictions or estimates. */
  const makeWay = () => {
    estimator.cancel();
    if (!runner.active) currentModel.cancel();
  };

  return {
    useDataset: async ({ dataset }) => {
      await datasets.use(dataset);
      await datasetReady(dataset);
    },
    cancelDownload: () => datasets.cancel(),
    loadFiles: async ({ dataset, files }) => {
      await datasets.loadFiles(dataset, files);
      await datasetReady(dataset);
    },
    train: (command) => {
      makeWay();
      return inTurn(() => runner.train(command));
    },
    continue: (command) => {
      makeWay();
      return inTurn(() => runner.continue(command));
    },
    pause: () => runner.active?.state.pause(),
    resume: () => runner.active?.state.resume(),
    stop: () => runner.stop(),
    setLearningRate: ({ learningRate }) => runner.active?.setLearningRate(learningRate),
    setEpochs: ({ epochs }) => runner.active?.setEpochs(epochs),
    resetWeights: () => inTurn(() => runner.reset()),
    shuffleSamples: () => (runner.active ?? currentModel).shuffleSamples(),
    deleteRun: ({ runId }) =>
      inTurn(async () => {
        const release = await locks.take(runId, DELETE_MS);
        if (!release) throw new Error('This run is being trained in another tab.');
        try {
          await runStore.delete(runId);
        } finally {
          release();
        }
      }),
    eraseEverything: async () => {
      // An active run would save itself again after the erasing.
      runner.stop();
      datasets.cancel();
      await inTurn(async () => {
        // A run that waited for its turn has started since.
        runner.stop();
        await Promise.all([runner.idle(), datasets.idle()]);
        await runStore.storage.eraseEverything();
      });
      outbox.send({ type: 'erased' });
    },
  };
}
