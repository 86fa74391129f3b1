import type { DatasetId } from '@/experiment/data/datasets';
import { isOwn, noteEntry } from '@/experiment/data/own';
import { changedLabels } from '@/run/labels';
import { epochsProblem, learningRateProblem } from './command-rules';
import { eraseEverything } from './erase';
import type { CommandOf, Commands } from './protocol';
import type { Services } from './services';

/** One handler for each command but `open`, which makes the services. */
export type CommandHandlers = { [K in Exclude<keyof Commands, 'open'>]: (command: CommandOf<K>) => Promise<void> | void };

export function commandHandlers(services: Services): CommandHandlers {
  const { context, runner, studies, currentModel, searches, keptModels, estimator, ownData, inTurn } = services;
  const { datasets, runStore, tabs } = context;

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

  /** Whether a trial is under way: what a person sets is for the runs that a person starts. */
  const ofStudy = () => runner.active !== null && studies.trains(runner.active.state.run.id);

  return {
    useDataset: async ({ dataset, entry }) => {
      if (entry && isOwn(dataset)) noteEntry(dataset, entry);
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
      return inTurn(() => {
        keptModels.release();
        return runner.train(command);
      });
    },
    continue: (command) => {
      makeWay();
      return inTurn(() => {
        keptModels.release();
        return runner.continue(command);
      });
    },
    pause: () => runner.active?.state.pause(),
    resume: () => runner.active?.state.resume(),
    stop: () => runner.stop(),
    setLearningRate: ({ learningRate }) => {
      refuse(learningRateProblem(learningRate));
      if (!ofStudy()) runner.active?.setLearningRate(learningRate);
    },
    setEpochs: ({ epochs }) => {
      if (!runner.active || ofStudy()) return;
      refuse(epochsProblem(epochs, runner.active.state.run));
      runner.active.setEpochs(epochs);
    },
    resetWeights: () => inTurn(() => runner.reset()),
    shuffleSamples: () => (runner.active ?? currentModel).shuffleSamples(),
    cancelNeighbours: () => searches.cancelNeighbours(),
    cancelFeatures: () => searches.cancelFeatures(),
    openRun: async ({ runId }) => {
      makeWay();
      const run = await inTurn(() => runner.open(runId));
      if (!run) return;
      const { dataset } = run.experiment.data;
      await datasets.use(dataset);
      await datasetReady(dataset);
    },
    takeOver: ({ runId }) => {
      makeWay();
      tabs.send({ type: 'release', runId });
      return inTurn(() => {
        keptModels.release();
        return runner.continue({ type: 'continue', runId, recovered: null }, true);
      });
    },
    labelRun: async ({ runId, change }) => {
      const labels = await runStore.label(runId, change);
      const state = runner.active?.state;
      if (state?.run.id === runId) state.tell({ type: 'labelled', labels: labels ?? changedLabels(state.run, change) });
      else if (labels) context.outbox.send({ type: 'run', event: { runId, news: { type: 'labelled', labels } } });
    },
    keepRuns: ({ count }) => runStore.setLimit(count),
    clearRuns: () => inTurn(() => runStore.clear()),
    startStudy: ({ study }) => studies.start(study),
    continueStudy: (command) => studies.continue(command),
    pauseStudy: () => studies.pause(),
    endStudy: ({ studyId }) => studies.end(studyId),
    deleteStudy: ({ studyId }) => studies.delete(studyId),
    closeFiles: () => ownData.close(),
    eraseOwn: ({ datasets: ids }) => ownData.erase(ids),
    eraseEverything: () => eraseEverything(services),
  };
}

function refuse(problem: string | null): void {
  if (problem) throw new Error(problem);
}
