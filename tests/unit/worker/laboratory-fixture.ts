import { tinyDataset } from '@tests/support/tiny-dataset';
import { assembleDataset } from '@/dataset/idx';
import { PUBLISHED_MANIFESTS } from '@/dataset/manifest';
import type { PreparedData } from '@/dataset/types';
import type { Engine, Network, NetworkState, StepResults } from '@/engine/engine';
import { createTfjsEngine } from '@/engine/tfjs';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import type { TrainingSpec } from '@/experiment/training/types';
import type { RunNews } from '@/run/events';
import type { Run, RunStatus } from '@/run/types';
import { memoryStorage } from '@/storage/memory';
import type { AppStorage } from '@/storage/types';
import type { Answers, CommandOf, Message, Phase, Questions, Request } from '@/worker/protocol';
import type { RunLocks } from '@/worker/resources/run-locks';
import type { TabMessage, Tabs } from '@/worker/resources/tabs';
import { Session, type SessionDeps } from '@/worker/session';

export const tiny = tinyDataset({ train: 120, test: 40 });

const [trainImages, trainLabels, testImages, testLabels] = tiny.manifest.files.map(
  ({ name }) => new Uint8Array(tiny.inflated.get(name) ?? []),
) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];

/** The tiny set as the worker reads it. */
export const tinyData = assembleDataset('fashion-mnist', 'a test', { trainImages, trainLabels, testImages, testLabels });

/** Softmax regression on a tiny Fashion-MNIST that is in storage already. */
export function tinyExperiment(training: Partial<TrainingSpec> = {}): Experiment {
  const base = defaultExperiment();
  return {
    ...base,
    model: { kind: 'network', layers: [{ id: 'flatten', kind: 'flatten' }] },
    training: { ...base.training, batchSize: 20, epochs: 4, learningRate: 0.01, ...training },
  };
}

/** Storage that has the tiny set, as a second visit finds it. */
export async function stockedStorage(): Promise<AppStorage> {
  const storage = memoryStorage();
  for (const file of tiny.manifest.files) {
    const bytes = new Uint8Array(tiny.inflated.get(file.name) ?? []);
    await storage.saveFile('fashion-mnist', { name: file.name, sha256: file.inflated.sha256 ?? '', source: 'a test', bytes, savedAt: 1 });
  }
  return storage;
}

/** Locks of one computer, for several sessions on it. */
export function sharedLocks(): RunLocks & { held: Set<string> } {
  const held = new Set<string>();
  const hold = (runId: string) => {
    held.add(runId);
    return () => held.delete(runId);
  };
  return {
    held,
    take: async (runId) => (held.has(runId) ? null : hold(runId)),
    steal: async (runId) => hold(runId),
    show: () => undefined,
    survey: async () => ({ trained: [...held], shown: [] }),
  };
}

/** The tabs of one computer: what one sends, all others hear. */
export function sharedTabs(): () => Tabs {
  const ears: ((message: TabMessage) => void)[] = [];
  return () => {
    let own: ((message: TabMessage) => void) | null = null;
    return {
      send: (message) => {
        for (const hear of ears) if (hear !== own) hear(message);
      },
      listen: (hear) => {
        own = hear;
        ears.push(hear);
      },
    };
  };
}

interface Options {
  storage?: AppStorage;
  locks?: RunLocks;
  tabs?: Tabs;
  loadManifests?: SessionDeps['loadManifests'];
  /** Changes what the engine compiles. */
  wrap?: (network: Network) => Network;
  /** Instead of the real time, and of the usual way to let messages in. */
  now?: () => number;
  yieldToEvents?: () => Promise<void>;
}

/** A session on the real CPU engine, with everything it says written down. */
export class TestLaboratory {
  readonly messages: Message[] = [];
  readonly phases: Phase[] = [];
  readonly paces: number[] = [];
  private phase: Phase = 'idle';
  private readonly session: Session;
  private readonly listeners = new Set<() => void>();

  constructor({ storage, locks = sharedLocks(), tabs = sharedTabs()(), wrap = (network) => network, ...options }: Options = {}) {
    const { now, yieldToEvents, loadManifests = async () => ({ ...PUBLISHED_MANIFESTS, 'fashion-mnist': tiny.manifest }) } = options;
    this.session = new Session({
      outbox: this.outbox(),
      openStorage: async () => storage ?? stockedStorage(),
      loadManifests,
      engines: { cpu: () => wrappedEngine(wrap) },
      locks,
      tabs,
      now: now ?? (() => performance.now()),
      yieldToEvents: yieldToEvents ?? (() => new Promise((resolve) => setImmediate(resolve))),
    });
  }

  send(command: Request): Promise<void> {
    return this.session.handle(command);
  }

  open(): Promise<void> {
    return this.send({ type: 'open', baseUrl: 'http://localhost/', engine: 'cpu' });
  }

  train(runId: string, experiment = tinyExperiment()): Promise<void> {
    return this.send({ type: 'train', runId, experiment, recovered: null });
  }

  continue(runId: string, change: Partial<CommandOf<'continue'>> = {}): Promise<void> {
    return this.send({ type: 'continue', runId, recovered: null, ...change });
  }

  /** Resolves with the first news that `wanted` says yes to, past or future. */
  async until(wanted: (news: RunNews) => boolean): Promise<void> {
    while (!this.news().some(wanted)) await new Promise<void>((resolve) => this.listeners.add(resolve));
  }

  untilStatus(status: RunStatus): Promise<void> {
    return this.until((news) => news.type === 'status' && news.status === status);
  }

  news(): RunNews[] {
    return this.messages.filter((message) => message.type === 'run').map((message) => message.event.news);
  }

  of<T extends Message['type']>(type: T): Extract<Message, { type: T }>[] {
    return this.messages.filter((message): message is Extract<Message, { type: T }> => message.type === type);
  }

  /** All losses told, by step. */
  losses(): number[] {
    const losses: number[] = [];
    for (const news of this.news()) {
      if (news.type === 'opened') losses.splice(0, losses.length, ...news.run.history.losses);
      if (news.type === 'steps') losses.splice(news.firstStep, losses.length, ...news.losses);
    }
    return losses;
  }

  private outbox() {
    const laboratory = this;
    return {
      send(message: Message) {
        // As on their way to the page: later changes in the worker are not seen.
        laboratory.messages.push(structuredClone(message));
        for (const listener of laboratory.listeners) listener();
        laboratory.listeners.clear();
      },
      get phase() {
        return laboratory.phase;
      },
      enter(phase: Phase) {
        laboratory.phase = phase;
        laboratory.phases.push(phase);
      },
      pulse() {},
      pace(msPerStep: number) {
        laboratory.paces.push(msPerStep);
      },
    };
  }
}

async function wrappedEngine(wrap: (network: Network) => Network): Promise<Engine> {
  const engine = await createTfjsEngine({ prefer: 'cpu' });
  const compile = async (experiment: Experiment, data: PreparedData) => wrap(await engine.compile(experiment, data));
  return { info: engine.info, unsupported: (experiment) => engine.unsupported(experiment), dispose: () => engine.dispose(), compile };
}

/** A network whose losses are `change`d as they are read; `read` counts the readings. */
export function withLosses(network: Network, change: (results: StepResults, read: number) => StepResults): Network {
  let read = 0;
  return {
    trainStep: (...step) => network.trainStep(...step),
    readSteps: async () => change(await network.readSteps(), ++read),
    logits: (indices) => network.logits(indices),
    logitsOf: (images) => network.logitsOf(images),
    inspect: (images, output) => network.inspect(images, output),
    backpropagate: (images, targets) => network.backpropagate(images, targets),
    weights: () => network.weights(),
    penalty: () => network.penalty(),
    getState: () => network.getState(),
    setState: (state) => network.setState(state),
    memory: () => network.memory(),
    dispose: () => network.dispose(),
  };
}

/** Kept state as plain numbers, for comparison. */
export const numbersOf = ({ weights }: Pick<NetworkState, 'weights'>): number[][] => weights.map((values) => [...values]);

/** A run row that has come through storage. */
export async function keptRun(storage: AppStorage, id: string): Promise<Run> {
  const run = await storage.loadRun(id);
  if (!run) throw new Error(`run ${id} was not kept`);
  return run;
}

let request = 0;

/** The worker's answer to a question; rejects where there is none, with the reason. */
export async function ask<K extends keyof Questions>(laboratory: TestLaboratory, type: K, question: Questions[K]): Promise<Answers[K]> {
  const own = ++request;
  await laboratory.send({ type, ...question, request: own } as Parameters<TestLaboratory['send']>[0]);
  const reply = laboratory.messages.find((message) => 'request' in message && message.request === own);
  if (reply?.type === 'refusal') throw new Error(reply.problem.message);
  if (reply?.type !== 'answer') throw new Error('no answer');
  return reply.answer as Answers[K];
}
