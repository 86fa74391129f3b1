import type { KeptDrawing } from '@/dataset/drawing/kept';
import type { TableChoice } from '@/dataset/opening/table/choice';
import type { DatasetId } from '@/experiment/data/datasets';
import { onDataset } from '@/experiment/data/on-dataset';
import type { OwnId } from '@/experiment/data/own';
import type { Experiment } from '@/experiment/experiment';
import type { NetworkHealth } from '@/metrics/inside/health';
import type { SaliencyMap } from '@/metrics/inside/saliency';
import type { FeatureSpace, ImageFeatures } from '@/metrics/projection/features';
import type { EvaluationSet, Run, Samples } from '@/run/types';
import type { Trial } from '@/study/trial';
import type {
  ChannelWeights,
  DrawingAnswer,
  ExcitingSlice,
  ExplanationMethod,
  FilesPreview,
  FollowedExample,
  FollowStart,
  GivenFile,
  ImageAnswers,
  InsideView,
  KeptData,
  LabelledImage,
  Neighbour,
  QuestionOf,
  RunSpace,
  SetPredictions,
  SplitPositions,
  StoredRun,
  TrainingImages,
} from '@/worker/protocol';
import type { LabParts } from './commands';
import { inParts } from './in-parts';
import { withPageShare } from './page-share';
import { newRunId } from './run-id';

/** Everything that the page can ask the worker. All but `predict` and `estimate` reject with an Error whose message is for people. */
export function createQuestions({ store, link, experimentNow }: LabParts) {
  return {
    /** `perClass` images of every class, chosen by `seed`; none while the data set is not there. */
    images: (dataset: DatasetId, perClass: number, seed: number): Promise<LabelledImage[]> =>
      link.ask({ type: 'images', dataset, perClass, seed }),

    /** The probabilities that the trained model gives a picture; `null` where there is no answer (no model, or it is being replaced). */
    async predict(pixels: Uint8Array): Promise<number[] | null> {
      try {
        return (await link.ask({ type: 'predict', pixels })).probabilities;
      } catch {
        // A refusal means that there is no model to ask just now; the panel says so by itself.
        return null;
      }
    },

    /**
     * What a drawing is, by the trained model; `null` where there is no answer. Whether it is familiar may be known only when `networkAge` has grown.
     */
    async nameDrawing(pixels: Uint8Array, epoch: number | null = null): Promise<DrawingAnswer | null> {
      try {
        return await link.ask({ type: 'nameDrawing', pixels, epoch });
      } catch {
        // As for `predict`.
        return null;
      }
    },

    /** The trained model's answers to a whole set: as it is, or as it was after an epoch whose weights are kept; so for all questions with an epoch. */
    predictions: (set: EvaluationSet, epoch: number | null = null): Promise<SetPredictions> =>
      link.ask({ type: 'predictions', set, epoch }),

    /**
     * The trained model's answers to its training images; `onDone` is told how many of how many are there. Rejects once `signal` is aborted, and where the
     * model learned on meanwhile.
     */
    trainingPredictions: (onDone: (done: number, total: number) => void, signal: AbortSignal): Promise<ImageAnswers> =>
      inParts((from, count) => link.ask({ type: 'trainingPredictions', from, count }), onDone, signal),

    /** The training images of an Experiment with the labels that the data set has of them. */
    trainingImages: (experiment: Experiment): Promise<TrainingImages> => link.ask({ type: 'trainingImages', experiment }),

    /** What each layer of the trained network makes of a picture. */
    inspect: (pixels: Uint8Array, epoch: number | null = null): Promise<InsideView> => link.ask({ type: 'inspect', pixels, epoch }),

    /** Where in a picture the score of the class at `target` comes from. */
    explain: (pixels: Uint8Array, target: number, method: ExplanationMethod, epoch: number | null = null): Promise<SaliencyMap> =>
      link.ask({ type: 'explain', pixels, target, method, epoch }),

    /** What a channel (or unit) of a layer is made with. */
    channelWeights: (layer: number, channel: number, epoch: number | null = null): Promise<ChannelWeights> =>
      link.ask({ type: 'channelWeights', layer, channel, epoch }),

    /** Which of the next `count` validation images from `from` on excite a channel most. */
    exciting: (search: { layer: number; channel: number; from: number; count: number; epoch?: number | null }): Promise<ExcitingSlice> =>
      link.ask({ type: 'exciting', ...search }),

    /** How weights, gradients and activations are spread in each layer of the trained network. */
    health: (epoch: number | null): Promise<NetworkHealth> => link.ask({ type: 'health', epoch }),

    /** Trains by `steps` single images from number `example` on, apart from any run, and gives the image that comes next. */
    follow: (experiment: Experiment, start: FollowStart, example: number, steps: number): Promise<FollowedExample> =>
      link.ask({ type: 'follow', experiment, start, example, steps }),

    /** The epochs of the run on show that can be looked back at. */
    keptEpochs: async (): Promise<number[]> => (await link.ask({ type: 'keptEpochs' })).epochs,

    /** The answers to single images, by position in the prepared data. */
    samplesAt: (positions: readonly number[], epoch: number): Promise<Samples> => link.ask({ type: 'samplesAt', positions, epoch }),

    /** Single images of a data set, by position: training images first, then test images. */
    pixels: async (dataset: DatasetId, positions: readonly number[]): Promise<Uint8Array[]> => {
      const { block, size } = await link.ask({ type: 'pixels', dataset, positions: Uint32Array.from(positions) });
      return positions.map((_, k) => block.subarray(k * size, (k + 1) * size));
    },

    /** Cells of rows of a table, by position: of one column, or of all with the target last where `column` is `null`. */
    cells: async (dataset: DatasetId, positions: Uint32Array, column: number | null = null): Promise<Float64Array[]> =>
      (await link.ask({ type: 'cells', dataset, positions, column })).columns,

    /** A data set as the file that an exported program reads. */
    dataFile: async (dataset: DatasetId): Promise<Uint8Array<ArrayBuffer>> => (await link.ask({ type: 'dataFile', dataset })).file,

    /** Which images serve which purpose under an Experiment. */
    split: (experiment: Experiment): Promise<SplitPositions> => link.ask({ type: 'split', experiment }),

    /** The training images nearest to a picture; rejects where a newer search began or `cancelNeighbours` was sent. */
    neighbours: (pixels: Uint8Array, count: number, except: number | null): Promise<Neighbour[]> =>
      link.ask({ type: 'neighbours', pixels, count, except }),

    /** Numbers that tell at most `most` images of a set apart; rejects where a newer question was asked or `cancelFeatures` was sent. */
    features: (set: EvaluationSet, most: number, space: FeatureSpace): Promise<ImageFeatures> =>
      link.ask({ type: 'features', of: { set, most }, space }),

    /** The same numbers of one picture. */
    featuresOfImage: async (pixels: Uint8Array, space: FeatureSpace): Promise<Float32Array> =>
      (await link.ask({ type: 'features', of: { pixels }, space })).values,

    /** All stored runs, the last one worked on first, without their step histories. */
    runs: (): Promise<Run[]> => link.ask({ type: 'runs' }),

    /** A kept run's answers to a whole set. */
    predictionsOfRun: (runId: string, set: EvaluationSet): Promise<SetPredictions> => link.ask({ type: 'predictionsOfRun', runId, set }),

    /** The probabilities that kept runs give one picture, run by run. */
    predictByRuns: async (runIds: readonly string[], pixels: Uint8Array): Promise<number[][]> =>
      (await link.ask({ type: 'predictByRuns', runIds, pixels })).map(({ probabilities }) => probabilities),

    /** Stored runs with their step histories; those that cannot be read are left out. */
    runsWithHistory: (runIds: readonly string[]): Promise<Run[]> => link.ask({ type: 'runsWithHistory', runIds }),

    /** Reads all stored studies into the store. */
    async studies(): Promise<void> {
      const records = await link.ask({ type: 'studies' });
      store.setState({ studies: Object.fromEntries(records.map((record) => [record.study.id, record])) });
    },

    /** Adds trials that were trained elsewhere to a study. */
    async addTrials(studyId: string, trials: readonly Trial[]): Promise<void> {
      const record = await link.ask({ type: 'addTrials', studyId, trials });
      store.setState(({ studies }) => ({ studies: { ...studies, [studyId]: record } }));
    },

    /** How much room the stored runs take, and how many are kept. */
    runSpace: (): Promise<RunSpace> => link.ask({ type: 'runSpace' }),

    /** Deletes a stored run and its weights; not the one that is shown. `restoreRun` brings it back. */
    deleteRun: (runId: string): Promise<unknown> => link.ask({ type: 'deleteRun', runId }),

    /** Brings back a run that was deleted a moment ago. */
    restoreRun: (runId: string): Promise<unknown> => link.ask({ type: 'restoreRun', runId }),

    /** A stored run with its weights, for a file. */
    storedRun: (runId: string): Promise<StoredRun> => link.ask({ type: 'storedRun', runId }),

    /** Stores a run from a file; the answer is the id under which it is stored. */
    importRun: async (stored: StoredRun): Promise<string> => (await link.ask({ type: 'importRun', stored, newId: newRunId() })).runId,

    /** Stores a model from the file `name` as a run that can be asked and trained further, on the data set in use; the answer is the run's id. */
    importModel: async (experiment: Experiment, weights: Float32Array[], name: string): Promise<string> => {
      const { dataset } = experimentNow().data;
      const asked = { ...experiment, data: onDataset(experiment.data, dataset) };
      return (await link.ask({ type: 'importModel', experiment: asked, weights, name, newId: newRunId() })).runId;
    },

    /** The drawings that a person keeps, after these were put in (in place of those of the same id) and others taken out. */
    drawings: (put: readonly KeptDrawing[] = [], remove: readonly string[] = []): Promise<KeptDrawing[]> =>
      link.ask({ type: 'drawings', put, remove }),

    /** What is in files, before anything is done with them; `null` for those previewed last, with other options for pictures. */
    previewFiles: (
      files: readonly GivenFile[] | null,
      options: Pick<QuestionOf<'previewFiles'>, 'pictures' | 'table'>,
    ): Promise<FilesPreview> => link.ask({ type: 'previewFiles', files, ...options }),

    /** Makes a data set of the files previewed last, of these classes, and stores it. With `only` nothing is kept where it is another one. */
    keepImages: (name: string, classes: QuestionOf<'keepImages'>['classes'], only: OwnId | null): Promise<KeptData> =>
      link.ask({ type: 'keepImages', name, classes, only }),

    /** Makes a data set of the table that was previewed last, likewise. */
    keepTable: (name: string, choice: TableChoice, only: OwnId | null): Promise<KeptData> =>
      link.ask({ type: 'keepTable', name, choice, only }),

    /** How long the design would train; the answer arrives in the store under the design's `key`. */
    async estimate(key: string): Promise<void> {
      store.setState({ estimate: { key, value: null } });
      try {
        const value = withPageShare(await link.ask({ type: 'estimate', experiment: experimentNow() }), navigator.hardwareConcurrency || 1);
        store.setState((lab) => (lab.estimate?.key === key ? { estimate: { key, value } } : {}));
      } catch {
        // No estimate is shown where none could be made; Train itself says what is wrong.
        store.setState((lab) => (lab.estimate?.key === key ? { estimate: null } : {}));
      }
    },
  };
}
