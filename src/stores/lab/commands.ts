import type { StoreApi } from 'zustand/vanilla';
import type { DatasetId, DownloadedId } from '@/experiment/data/datasets';
import { type OwnId, ownEntry } from '@/experiment/data/own';
import type { Experiment } from '@/experiment/experiment';
import type { LabelChange } from '@/run/types';
import type { Study } from '@/study/study';
import type { EngineChoice, Problem } from '@/worker/protocol';
import type { LabState } from './lab-state';
import { newRunId } from './run-id';
import type { WorkerLink } from './worker-link';

/** What the lab's parts share. */
export interface LabParts {
  store: StoreApi<LabState>;
  link: WorkerLink;
  /** The design as Train would run it now: on the data set in use. */
  experimentNow(): Experiment;
  /** Whether a worker has opened. */
  isOpen(): boolean;
}

/** Everything that the page can ask the worker to do, and the messages that a person can dismiss. */
export function createCommands({ store, link, experimentNow, isOpen }: LabParts) {
  const dismissRecovery = () => store.setState({ recovered: null });
  return {
    train(): void {
      dismissRecovery();
      link.send({ type: 'train', runId: newRunId(), experiment: experimentNow(), recovered: null });
    },
    /** Trains the design from the weights of a stored run. */
    trainFrom(startFrom: string): void {
      dismissRecovery();
      link.send({ type: 'train', runId: newRunId(), experiment: experimentNow(), startFrom, recovered: null });
    },
    pause: () => link.send({ type: 'pause' }),
    resume: () => link.send({ type: 'resume' }),
    stop: () => link.send({ type: 'stop' }),
    setLearningRate: (learningRate: number) => link.send({ type: 'setLearningRate', learningRate }),
    /** More epochs for a run under way. */
    setEpochs: (epochs: number) => link.send({ type: 'setEpochs', epochs }),
    /** Resumes the run that is shown from its checkpoint, as it was. */
    continueRun(): void {
      const { run } = store.getState();
      if (run) link.send({ type: 'continue', runId: run.id, recovered: null });
    },
    /** Trains the run that is shown further, to `epochs` in all, with the learning rate of the design. */
    extendRun(epochs: number): void {
      const { run } = store.getState();
      const { learningRate } = experimentNow().training;
      if (run) link.send({ type: 'continue', runId: run.id, recovered: null, epochs, learningRate });
    },
    /** Resumes a run that was stopped because its loss grew or froze, and lets the loss do what it will. */
    trainAnyway(): void {
      const { run } = store.getState();
      if (run) link.send({ type: 'continue', runId: run.id, anyway: true, recovered: null });
    },
    /** Discards the trained network; its curves become the ghost. */
    resetWeights(): void {
      link.send({ type: 'resetWeights' });
      store.setState((lab) => ({
        run: null,
        discarded: lab.run,
        previous: lab.run ?? lab.previous,
        samples: null,
        progress: null,
        fitting: null,
        evaluating: null,
        networkReady: false,
      }));
    },
    shuffleSamples: () => link.send({ type: 'shuffleSamples' }),
    cancelNeighbours: () => link.send({ type: 'cancelNeighbours' }),
    cancelFeatures: () => link.send({ type: 'cancelFeatures' }),
    /** Shows a stored run again, with its model. */
    openRun: (runId: string) => link.send({ type: 'openRun', runId }),
    /** Continues a run that another tab trains, which stops there. */
    takeOver: (runId: string) => link.send({ type: 'takeOver', runId }),
    /** Changes the name, star or note of a run. */
    labelRun: (runId: string, change: LabelChange) => link.send({ type: 'labelRun', runId, change }),
    /** Stores a study and begins with its trials. */
    startStudy(study: Study): void {
      dismissRecovery();
      link.send({ type: 'startStudy', study });
    },
    /** Goes on with a study, with another budget where one is given. */
    continueStudy: (studyId: string, budget?: number) =>
      link.send({ type: 'continueStudy', studyId, recovered: null, ...(budget === undefined ? {} : { budget }) }),
    pauseStudy: () => link.send({ type: 'pauseStudy' }),
    /** No more trials of this study. */
    endStudy: (studyId: string) => link.send({ type: 'endStudy', studyId }),
    /** Deletes a study; the runs of its trials stay. */
    deleteStudy(studyId: string): void {
      link.send({ type: 'deleteStudy', studyId });
      store.setState(({ studies: { [studyId]: _, ...studies } }) => ({ studies }));
    },
    /** How many runs are kept beside the starred ones. */
    keepRuns: (count: number) => link.send({ type: 'keepRuns', count }),

    /** Asks for a data set. Before the worker has opened there is nothing to ask; it is asked for everything wanted then. */
    needDataset(dataset: DatasetId): void {
      const entry = ownEntry(dataset);
      if (isOpen()) link.send({ type: 'useDataset', dataset, ...(entry ? { entry } : {}) });
    },
    loadFiles: (dataset: DownloadedId, files: File[]) => link.send({ type: 'loadFiles', dataset, files }),
    /** The files of the preview are not wanted any more. */
    closeFiles: () => link.send({ type: 'closeFiles' }),
    eraseOwn: (datasets: readonly OwnId[]) => link.send({ type: 'eraseOwn', datasets }),
    cancelDownload: () => link.send({ type: 'cancelDownload' }),

    chooseEngine: (engine: EngineChoice) => link.restartWith(engine),
    /** Deletes all stored runs, but for those on show or in training in any tab. */
    clearRuns: () => link.send({ type: 'clearRuns' }),
    /** The worker erases first; what the page itself keeps follows once that is done. */
    eraseEverything: () => link.send({ type: 'eraseEverything' }),

    dismissProblem: (problem: Problem) => store.setState((lab) => ({ problems: lab.problems.filter((other) => other !== problem) })),
    dismissElsewhere: () => store.setState({ elsewhere: null }),
    dismissInterrupted: () => store.setState({ interrupted: [] }),
    dismissDiscarded: () => store.setState({ discarded: null }),
    dismissRecovery,
  };
}
