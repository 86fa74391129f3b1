/** How long a run that was just released (a reload, a worker that was ended) may still look taken. */
export const RELEASE_MS = 3000;
/** Nobody else knows a run that is only beginning: a lock manager that does not answer for it holds Train up no longer than this. */
export const FRESH_MS = 500;
/** A browser whose lock manager answers nothing at all is one without locks. */
const SILENCE_MS = 800;
/** One that has not answered before is not waited for as long again. */
const AGAIN_MS = 100;

/**
 * Which runs are trained and shown, in this tab or another. Locks keep two tabs from training one run; claims of storage keep a tab that lost its
 * lock from writing.
 */
export interface RunLocks {
  /** Takes a run; resolves with the way to release it, or with `null` where another tab does not release it within `patienceMs`. */
  take(runId: string, patienceMs: number): Promise<(() => void) | null>;
  /** Takes a run from whoever holds it. */
  steal(runId: string): Promise<() => void>;
  /** Tells other tabs which run this one shows, so that none deletes it. */
  show(runId: string | null): void;
  /** The runs that are trained, and those that are shown, in any tab. */
  survey(): Promise<RunSurvey>;
}

export interface RunSurvey {
  trained: string[];
  shown: string[];
}

const TRAINED = 'atelier run ';
const SHOWN = 'atelier shows ';
const nothingToRelease = () => undefined;

/** Resolves with `fallback` where a lock manager does not answer, or refuses to: some browsers deny locks together with storage. */
function within<T>(work: Promise<T>, ms: number, fallback: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(fallback), ms);
  });
  return Promise.race([work.catch(() => fallback), silence]).finally(() => clearTimeout(timer));
}

/** Web Locks over a lock manager, which frees them by itself when a worker dies. Without one (plain HTTP) every run counts as free. */
export function createRunLocks(locks: LockManager | undefined): RunLocks {
  if (!locks) {
    return {
      take: async () => nothingToRelease,
      steal: async () => nothingToRelease,
      show: () => undefined,
      survey: async () => ({ trained: [], shown: [] }),
    };
  }
  let hide = nothingToRelease as () => void;
  let silent = false;

  /** Where nothing was answered last time, the next question is given up soon; any answer, however late, is an end of that. */
  async function answered<T>(work: Promise<T>, ms: number, fallback: T): Promise<T> {
    let isAnswered = false;
    const heard = () => {
      isAnswered = true;
      silent = false;
    };
    work.then(heard, heard);
    const result = await within(work, silent ? AGAIN_MS : ms, fallback);
    if (!isAnswered) silent = true;
    return result;
  }

  function request(name: string, options: LockOptions): Promise<(() => void) | null> {
    return new Promise((resolve) => {
      const hold = () => new Promise<void>((release) => resolve(release));
      const isTaken = (error: unknown) => error instanceof DOMException && ['TimeoutError', 'AbortError'].includes(error.name);
      // A lock that is stolen later rejects as well; nobody waits for that any more.
      locks?.request(name, options, hold).catch((error) => resolve(isTaken(error) ? null : nothingToRelease));
    });
  }

  return {
    take: (runId, patienceMs) =>
      answered(request(TRAINED + runId, { signal: AbortSignal.timeout(patienceMs) }), patienceMs + SILENCE_MS, nothingToRelease),
    steal: async (runId) => (await answered(request(TRAINED + runId, { steal: true }), SILENCE_MS, nothingToRelease)) ?? nothingToRelease,
    show(runId) {
      hide();
      hide = nothingToRelease;
      if (runId === null) return;
      let hidden = false;
      hide = () => {
        hidden = true;
      };
      void request(SHOWN + runId, { mode: 'shared' }).then((release) => {
        if (hidden) release?.();
        else hide = release ?? nothingToRelease;
      });
    },
    async survey() {
      const { held = [] } = await answered(locks.query(), SILENCE_MS, {});
      const named = (prefix: string) => held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : []));
      return { trained: named(TRAINED), shown: named(SHOWN) };
    },
  };
}
