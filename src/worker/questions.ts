import { followTraining } from './model/followed-training';
import type { Answers, KeptData, QuestionOf } from './protocol';
import { dataFile } from './resources/dataset-items';
import { Drawings } from './resources/drawings';
import { exportedRun, importModel, importRun } from './resources/run-transfer';
import type { Services } from './services';

/** One handler for each question, with an answer of its type. */
export type QuestionHandlers = { [K in keyof Answers]: (question: QuestionOf<K>) => Promise<Answers[K]> };

/** The handlers of all questions, over what the worker holds. */
export function questionHandlers({
  context,
  runner,
  studies,
  currentModel,
  searches,
  keptModels,
  estimator,
  ownData,
  inTurn,
}: Services): QuestionHandlers {
  const { datasets, runStore } = context;
  const drawings = new Drawings(runStore.storage);
  const whileIdle = <T>(work: () => Promise<T>, refusal = 'Saved runs can be asked once the current run has ended.') =>
    inTurn(async () => {
      if (runner.active) throw new Error(refusal);
      return work();
    });
  /** Between two blocks of steps of a run under way. */
  const at = (epoch: number | null) => ({ epoch, queue: runner.active?.state.control.queue ?? null });
  /** A model of earlier may have waited for these data. */
  const newData = async (keeping: Promise<KeptData>) => {
    const answer = await keeping;
    if ('difference' in answer) return answer;
    await inTurn(async () => {
      if (!runner.active) await currentModel.datasetReady(answer.dataset);
    });
    return answer;
  };
  return {
    images: async ({ dataset, perClass, seed }) => datasets.images(dataset, perClass, seed),
    estimate: ({ experiment }) =>
      inTurn(async () => {
        if (runner.active) throw new Error('A run is training.');
        return estimator.estimate(experiment);
      }),
    predict: ({ pixels }) => currentModel.predict(pixels),
    nameDrawing: ({ pixels, epoch = null }) => currentModel.nameDrawing(pixels, { idle: runner.active === null, epoch }),
    predictions: ({ set, epoch = null }) => {
      const { questions } = currentModel;
      return inTurn(() => currentModel.predictSet(set, at(epoch), questions));
    },
    trainingPredictions: (part) => inTurn(() => currentModel.predictTraining(part, runner.active?.state.control.queue ?? null)),
    trainingImages: async ({ experiment }) => datasets.trainingImages(experiment),
    inspect: ({ pixels, epoch = null }) => currentModel.ask(at(epoch), (model) => model.inspect(pixels)),
    explain: ({ epoch = null, ...question }) => currentModel.ask(at(epoch), (model) => model.explain(question)),
    channelWeights: ({ epoch = null, ...question }) => currentModel.ask(at(epoch), (model) => model.channelWeights(question)),
    exciting: ({ epoch = null, ...question }) => currentModel.ask(at(epoch), (model, data) => model.exciting(data(), question)),
    health: ({ epoch = null }) => currentModel.ask(at(epoch), (model, data) => model.health(data())),
    follow: (question) =>
      whileIdle(
        () => followTraining(question, context, () => currentModel.ask(at(null), (model) => model.state())),
        'Steps can be followed once the current run has ended.',
      ),
    keptEpochs: async () => ({ epochs: await currentModel.keptEpochs() }),
    samplesAt: ({ positions, epoch = null }) =>
      currentModel.ask(at(epoch), (model, data) => model.predictAt(data(), Uint32Array.from(positions))),
    pixels: async ({ dataset, positions }) => datasets.imagesAt(dataset, positions),
    cells: async ({ dataset, positions, column }) => datasets.cellsAt(dataset, positions, column),
    dataFile: async ({ dataset }) => ({ file: dataFile(datasets.present(dataset)) }),
    split: async ({ experiment }) => datasets.split(experiment),
    neighbours: (question) => searches.neighbours(question),
    features: (question) => searches.features(question, runner.active?.state.control.queue ?? null),
    predictionsOfRun: ({ runId, set }) => whileIdle(() => keptModels.predictSet(runId, set)),
    predictByRuns: ({ runIds, pixels }) => whileIdle(() => keptModels.predictImage(runIds, pixels)),
    runs: () => runStore.list(),
    runsWithHistory: ({ runIds }) => runStore.withHistory(runIds),
    studies: () => studies.list(),
    addTrials: ({ studyId, trials }) => studies.addTrials(studyId, trials),
    runSpace: () => runStore.space(),
    deleteRun: ({ runId }) =>
      inTurn(async () => {
        await runStore.delete(runId);
        return { runId };
      }),
    restoreRun: ({ runId }) =>
      inTurn(async () => {
        await runStore.restore(runId);
        return { runId };
      }),
    storedRun: ({ runId }) => exportedRun(runId, runStore.storage),
    importRun: ({ stored, newId }) => inTurn(() => importRun(stored, newId, runStore)),
    drawings: ({ put, remove }) => (put.length + remove.length === 0 ? drawings.list() : drawings.change(put, remove)),
    previewFiles: (question) => ownData.preview(question),
    keepImages: (question) => newData(ownData.useImages(question)),
    keepTable: (question) => newData(ownData.useTable(question)),
    importModel: (question) => {
      // A person who opens a model does not wait for an estimate.
      estimator.cancel();
      return inTurn(() => importModel(question, context));
    },
  };
}

/** The memory of an answer that is handed over to the page instead of copied. */
export function buffersOf(answer: Answers[keyof Answers]): ArrayBuffer[] {
  if ('layers' in answer) return 'probabilities' in answer ? answer.layers.map(({ values }) => values.buffer) : [];
  if ('inputs' in answer) return [answer.values.buffer];
  if ('values' in answer && 'rows' in answer) return [answer.rows.buffer, answer.values.buffer];
  if ('block' in answer) return [answer.block.buffer];
  if ('file' in answer) return [answer.file.buffer];
  // A preview of a table is plain words.
  if ('columns' in answer && !('format' in answer)) return answer.columns.map((column) => column.buffer);
  if ('positions' in answer) return [answer.positions.buffer, answer.labels.buffer];
  if (!('targets' in answer)) return [];
  const { indices, targets, probabilities, numbers } = answer;
  return [indices, targets, probabilities, ...(numbers ? [numbers.truth, numbers.predicted] : [])].map(({ buffer }) => buffer);
}
