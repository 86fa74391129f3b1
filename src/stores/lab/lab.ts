import { createStore, type StoreApi } from 'zustand/vanilla';
import { STAND_IN_DATASET } from '@/experiment/data/datasets';
import { onDataset } from '@/experiment/data/on-dataset';
import { storeEntry } from '@/experiment/data/own';
import type { Experiment } from '@/experiment/experiment';
import type { Run } from '@/run/types';
import { type DesignState, designStore, eraseDesign } from '@/stores/design';
import { noteErasedElsewhere } from '@/stores/erased-elsewhere';
import { saveDesign } from '@/stores/saved-design';
import type { ClientNews } from '@/worker/client/worker-client';
import type { EngineChoice } from '@/worker/protocol';
import { createCommands, type LabParts } from './commands';
import { datasetInUse } from './dataset-in-use';
import { createFeed } from './feed';
import { initialLab, type LabState } from './lab-state';
import { createQuestions } from './questions';
import { StandIn } from './stand-in';
import { WorkerLink } from './worker-link';

/** The page's side of the worker: what it has told (`store`), what it can be made to do, and what it can be asked. */
export interface Lab {
  store: StoreApi<LabState>;
  commands: ReturnType<typeof createCommands>;
  questions: ReturnType<typeof createQuestions>;
  /** Starts the worker; what it tells waits until `listen`. `baseUrl` is the page's folder. Called once. */
  open(createWorker: () => Worker, baseUrl: string, engine: EngineChoice): void;
  /** Takes in what the worker has told and will tell. */
  listen(): void;
}

/** Makes a lab for a design. It asks for the data sets that the design wants, whatever makes the design want another one. */
export function createLab(design: StoreApi<DesignState>): Lab {
  const store = createStore<LabState>(() => initialLab);
  const link = new WorkerLink();
  const experimentNow = (): Experiment => {
    const { experiment } = design.getState();
    const dataset = datasetInUse(experiment.data.dataset, store.getState().datasets);
    return { ...experiment, data: onDataset(experiment.data, dataset) };
  };
  /** Whether a worker has opened: before that there is nobody to be asked. */
  let isOpen = false;
  const parts: LabParts = { store, link, experimentNow, isOpen: () => isOpen };
  const commands = createCommands(parts);
  const standIn = new StandIn(() => commands.needDataset(STAND_IN_DATASET));
  const feed = createFeed(store);

  /** What the design asks for, and what the run that is shown was trained on: its report needs the images, and nearest neighbors answer by theirs. */
  function askForDatasets(lastRun: Run | null): void {
    standIn.reset();
    const run = store.getState().run ?? lastRun;
    const wanted = [design.getState().experiment, ...(run ? [run.experiment] : [])].map(({ data }) => data.dataset);
    for (const dataset of new Set(wanted)) commands.needDataset(dataset);
  }

  /** A study that a worker was lost with goes on in the new one. */
  function continueStudy(): void {
    const { activeStudy } = store.getState();
    if (activeStudy !== null) link.send({ type: 'continueStudy', studyId: activeStudy, recovered: 'The worker was replaced' });
  }

  /** What the worker told before anybody listened. */
  let held: ClientNews[] | null = [];

  /** What is wanted of the worker at once, whether or not anybody listens: data take longest to come. */
  function receive(news: ClientNews): void {
    // First, since what follows may name it.
    if (news.type === 'ownEntry') storeEntry(news.id, news.entry);
    if (held) held.push(news);
    else takeIn(news);
    if (news.type === 'opened') {
      isOpen = true;
      askForDatasets(news.lastRun);
      continueStudy();
    }
    if (news.type === 'dataset') standIn.follow(news.status);
  }

  /** Brings news to the page. */
  function takeIn(news: ClientNews): void {
    feed(news);
    // Settings are deleted together with runs, and saved at the next edit: this is as good as one.
    if (news.type === 'problem' && news.problem.code === 'cleared') saveDesign(design.getState().experiment);
    if (news.type === 'erased') {
      eraseDesign();
      if (news.elsewhere) noteErasedElsewhere();
      location.reload();
    }
  }

  return {
    store,
    commands,
    questions: createQuestions(parts),
    open(createWorker, baseUrl, engine) {
      link.open({ createWorker, baseUrl, engine, onNews: receive });
      // However the design comes to ask for another data set: by choice, with an experiment or a run, by undo.
      design.subscribe(
        ({ experiment: { data } }, { experiment: before }) => data.dataset !== before.data.dataset && commands.needDataset(data.dataset),
      );
    },
    listen() {
      const told = held ?? [];
      held = null;
      for (const news of told) takeIn(news);
    },
  };
}

/** The lab of this page. */
export const lab = createLab(designStore);
