import type { HelperSays, Hire } from './thread';

export type { HelperSays } from './thread';

/** A worker that runs thread.ts or split/worker.ts, wherever it comes from (browsers and tests start workers in different ways). */
export interface HelperPort<M = Hire> {
  post(message: M): void;
  listen(listener: (message: HelperSays) => void): void;
  terminate(): void;
}

/** A helper that does not answer within this many milliseconds is not waited for. */
const PATIENCE = 10_000;

/** Starts a helper in the browser, as a module worker of this site (the security policy allows no other). */
export const startWorker = (): HelperPort =>
  portTo(new Worker(new URL('./thread.ts', import.meta.url), { type: 'module', name: 'cpu-engine-thread' }));

/** A browser's worker as a helper; `handedOver` names what of a message is given away, not copied. */
export function portTo<M>(worker: Worker, handedOver: (message: M) => Transferable[] = () => []): HelperPort<M> {
  return {
    post: (message) => worker.postMessage(message, handedOver(message)),
    listen(listener) {
      worker.onmessage = (event: MessageEvent<HelperSays>) => listener(event.data);
      worker.onerror = (event) => listener({ failed: event.message });
    },
    terminate: () => worker.terminate(),
  };
}

/** The helpers of an engine. They are kept when a network is done with them, since starting a worker takes longer than a hundred steps. */
export class Crew<M = Hire> {
  private readonly idle: HelperPort<M>[] = [];
  private readonly all = new Set<HelperPort<M>>();

  constructor(private readonly start: () => HelperPort<M>) {}

  /** Hires one helper for each of `hires`; resolves when all stand ready. Rejects, and sends them home, where one does not answer. */
  async hire(hires: M[]): Promise<HelperPort<M>[]> {
    const helpers = hires.map(() => this.idle.pop() ?? this.begin());
    try {
      await Promise.all(helpers.map((helper, index) => standReady(helper, hires[index]!)));
      return helpers;
    } catch (error) {
      for (const helper of helpers) this.dismiss(helper);
      throw error;
    }
  }

  /** Keeps helpers that were just released for the next network. */
  async takeBack(helpers: HelperPort<M>[]): Promise<void> {
    await Promise.all(
      helpers.map(async (helper) => {
        if ((await nextWord(helper)) === 'free') this.idle.push(helper);
        else this.dismiss(helper);
      }),
    );
  }

  dispose(): void {
    for (const helper of this.all) this.dismiss(helper);
  }

  private begin(): HelperPort<M> {
    const helper = this.start();
    this.all.add(helper);
    return helper;
  }

  private dismiss(helper: HelperPort<M>): void {
    helper.terminate();
    this.all.delete(helper);
    const place = this.idle.indexOf(helper);
    if (place >= 0) this.idle.splice(place, 1);
  }
}

const nextWord = <M>(helper: HelperPort<M>): Promise<HelperSays> => new Promise((resolve) => helper.listen(resolve));

async function standReady<M>(helper: HelperPort<M>, hire: M): Promise<void> {
  const word = nextWord(helper);
  helper.post(hire);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('A thread of the CPU engine did not start.')), PATIENCE);
  });
  const said = await Promise.race([word, late]).finally(() => clearTimeout(timer));
  if (said !== 'ready') throw new Error(`A thread of the CPU engine did not start: ${typeof said === 'string' ? said : said.failed}`);
}
