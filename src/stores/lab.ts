import { createStore } from 'zustand/vanilla';
import type { DatasetId } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import type { EvaluationSet, Run } from '@/run/types';
import { type ClientNews, WorkerClient } from '@/worker/client/worker-client';
import type { EngineChoice, LabelledImage, Problem, SetPredictions } from '@/worker/protocol';
import { applyNews } from './apply-event';
import { designStore, eraseDesign } from './design';
import { initialLab, type LabState } from './lab-state';
import { StandIn } from './stand-in';

/** Charts and figures change at most four times a second, however short the epochs; decisions (a run opened, failed, ended) at once. */
const FLUSH_MS = 250;
/**
 * After an update the page rests so many times as long as the update took, for a second or so at most: where drawing is slow, as without a graphics
 * card, it would take a core from the training otherwise.
 */
const REST = 9;
const LONGEST_REST_MS = 1200;
const FREQUENT = new Set(['steps', 'evaluating', 'fitting', 'progress', 'samples', 'checkpoint', 'epoch', 'evaluation']);

export const labStore = createStore<LabState>(() => initialLab);

let client: WorkerClient | null = null;
let waiting: ClientNews[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let rest = FLUSH_MS;
const standIn = new StandIn(() => needDataset('builtin-garments'));

/** Starts the worker. Called once, by the app. */
export function openLab(createWorker: () => Worker, baseUrl: string, engine: EngineChoice): void {
  client = new WorkerClient({ createWorker, baseUrl, engine, onNews: receive });
  // However the design comes to ask for another data set: by choice, with an experiment or a run, by undo.
  designStore.subscribe(
    ({ experiment: { data } }, { experiment: before }) => data.dataset !== before.data.dataset && needDataset(data.dataset),
  );
}

function receive(news: ClientNews): void {
  waiting.push(news);
  if (news.type === 'run' && FREQUENT.has(news.event.news.type)) timer ??= setTimeout(flush, rest);
  else flush();
  if (news.type === 'opened') askForDatasets();
  if (news.type === 'dataset') standIn.follow(news.status);
  if (news.type === 'erased') location.reload();
}

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  const news = waiting;
  waiting = [];
  const now = Date.now();
  const started = performance.now();
  labStore.setState((lab) => news.reduce((state, item) => applyNews(state, item, now), lab), true);
  // A task of its own: what the update renders is done by then.
  setTimeout(() => {
    rest = Math.min(LONGEST_REST_MS, Math.max(FLUSH_MS, REST * (performance.now() - started)));
  });
}

/** What the design asks for, and what the run on show was trained on: its report needs the images, and nearest neighbours answer by theirs. */
function askForDatasets(): void {
  standIn.reset();
  const { run } = labStore.getState();
  const wanted = [designStore.getState().experiment, ...(run ? [run.experiment] : [])].map(({ data }) => data.dataset);
  for (const dataset of new Set(wanted)) client?.send({ type: 'useDataset', dataset });
}

/** The data set in use: the one wanted if it is there, else the built-in garments. */
export const datasetInUse = (wanted: DatasetId, datasets: LabState['datasets']): DatasetId =>
  datasets[wanted]?.state === 'ready' ? wanted : 'builtin-garments';

/** The design as Train would run it now: on the data set in use. */
export function experimentNow(): Experiment {
  const { experiment } = designStore.getState();
  const dataset = datasetInUse(experiment.data.dataset, labStore.getState().datasets);
  return { ...experiment, data: { ...experiment.data, dataset } };
}

export function startTraining(): void {
  dismissRecovery();
  client?.send({ type: 'train', runId: crypto.randomUUID?.() ?? randomId(), experiment: experimentNow(), recovered: null });
}

/** crypto.randomUUID does not exist on plain HTTP. */
const randomId = (): string => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16).padStart(8, '0')).join('');

export const pauseTraining = () => client?.send({ type: 'pause' });
export const resumeTraining = () => client?.send({ type: 'resume' });
export const stopTraining = () => client?.send({ type: 'stop' });
export const setRunLearningRate = (learningRate: number) => client?.send({ type: 'setLearningRate', learningRate });
export const shuffleSamples = () => client?.send({ type: 'shuffleSamples' });
export const cancelDownload = () => client?.send({ type: 'cancelDownload' });
/** Asks for a data set. Before the worker has opened there is nothing to ask; it is asked for everything wanted then. */
export function needDataset(dataset: DatasetId): void {
  if (labStore.getState().backend) client?.send({ type: 'useDataset', dataset });
}
export const loadFiles = (files: File[]) => client?.send({ type: 'loadFiles', files });

/** Goes on with the run on show: from its checkpoint, with `epochs` in all. */
export function continueRun(epochs?: number): void {
  const { run } = labStore.getState();
  if (run) client?.send({ type: 'continue', runId: run.id, recovered: null, ...(epochs === undefined ? {} : { epochs }) });
}

/** More epochs for a run under way. */
export const setRunEpochs = (epochs: number) => client?.send({ type: 'setEpochs', epochs });

/** Forgets the trained network; its curves become the ghost. */
export function resetWeights(): void {
  client?.send({ type: 'resetWeights' });
  labStore.setState((lab) => ({
    run: null,
    previous: lab.run ?? lab.previous,
    samples: null,
    progress: null,
    fitting: null,
    evaluating: null,
    networkReady: false,
  }));
}

export function eraseEverything(): void {
  eraseDesign();
  client?.send({ type: 'eraseEverything' });
}

export function chooseEngine(engine: EngineChoice): void {
  client?.restartWith(engine);
}

export const dismissProblem = (problem: Problem) =>
  labStore.setState((lab) => ({ problems: lab.problems.filter((other) => other !== problem) }));
export const dismissElsewhere = () => labStore.setState({ elsewhere: false });
export const dismissRecovery = () => labStore.setState({ recovered: null });

/** Images of every class, for the Data panel and for drawing; empty while the data set is not there. */
export const fetchImages = (dataset: DatasetId, perClass: number, seed: number): Promise<LabelledImage[]> =>
  client?.ask({ type: 'images', dataset, perClass, seed }) ?? Promise.resolve([]);

/** The probabilities that the trained network gives a picture; `null` where there is no answer (no network, or it is being replaced). */
export async function predict(pixels: Uint8Array): Promise<number[] | null> {
  try {
    return (await client?.ask({ type: 'predict', pixels }))?.probabilities ?? null;
  } catch {
    // A refusal means that there is no network to ask just now; the panel says so by itself.
    return null;
  }
}

/** The trained network's answers to a whole set. Rejects with an Error whose message is for people. */
export async function fetchPredictions(set: EvaluationSet): Promise<SetPredictions> {
  if (!client) throw new Error('The laboratory is opening …');
  return client.ask({ type: 'predictions', set }).catch((problem: Problem) => {
    throw new Error(problem.message);
  });
}

/** All kept runs, the last one worked on first, without their step histories. Rejects with an Error whose message is for people. */
export async function fetchRuns(): Promise<Run[]> {
  if (!client) throw new Error('The laboratory is opening …');
  return client.ask({ type: 'runs' }).catch((problem: Problem) => {
    throw new Error(problem.message);
  });
}

/** Lets go of a kept run and what it learnt; of the one on show it does not. */
export const deleteRun = (runId: string) => client?.send({ type: 'deleteRun', runId });

/** Asks how long the design would train; the answer arrives in the store under the design's key. */
export async function requestEstimate(key: string): Promise<void> {
  labStore.setState({ estimate: { key, value: null } });
  try {
    const value = (await client?.ask({ type: 'estimate', experiment: experimentNow() })) ?? null;
    labStore.setState((lab) => (lab.estimate?.key === key ? { estimate: { key, value } } : {}));
  } catch {
    // No estimate is shown where none could be made; Train itself says what is wrong.
    labStore.setState((lab) => (lab.estimate?.key === key ? { estimate: null } : {}));
  }
}
