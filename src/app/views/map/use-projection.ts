import { useEffect, useRef, useState } from 'react';
import type { FeatureSpace, ImageFeatures } from '@/metrics/projection/features';
import type { Projection, ProjectionMethod } from '@/metrics/projection/project';
import type { EvaluationSet } from '@/run/types';
import { lab } from '@/stores/lab/lab';
import { project } from '@/worker/client/projection';

/** Images on a map: more take longer than anybody waits, and cover each other. */
const MOST_IMAGES = 2000;
/** Maps that are kept, to go back to. */
const MOST_KEPT = 6;

/** A map that is to be made. */
export interface Subject {
  set: EvaluationSet;
  space: FeatureSpace;
  method: ProjectionMethod;
  seed: number;
  /** Says of what the numbers of the images are: a run, and of a hidden layer the moment of its weights. */
  source: string;
}

/** A map, as far as it is made. */
export interface Made {
  key: string;
  rows: Uint32Array;
  coordinates: Float32Array;
  /** `null` while it is being made. */
  projection: Projection | null;
}

export interface Making {
  made: Made | null;
  progress: { words: string; share: number | null } | null;
  error: string | null;
  cancel(): void;
  again(): void;
}

interface State {
  key: string;
  made: Made | null;
  progress: Making['progress'];
  error: string | null;
}

const createWorker = () => new Worker(new URL('../../../worker/projection/main.ts', import.meta.url), { type: 'module', name: 'map' });

const CANCELED = 'The map was canceled.';

/** Makes the map of a subject, in a worker of its own; `null` asks for none. A map that was made is kept. */
export function useProjection(subject: Subject | null): Making {
  const kept = useRef(new Map<string, Made>()).current;
  const numbers = useRef<{ key: string; features: ImageFeatures } | null>(null);
  const [state, setState] = useState<State | null>(null);
  const [attempt, setAttempt] = useState(0);
  const controller = useRef<AbortController | null>(null);
  const key = subject && `${subject.source} ${subject.set} ${subject.space} ${subject.method} ${subject.seed}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked for, another attempt asks anew.
  useEffect(() => {
    if (!subject || key === null || kept.has(key)) return;
    const abort = new AbortController();
    controller.current = abort;
    make(subject, key, abort.signal).catch((error: Error) => {
      if (!abort.signal.aborted || abort.signal.reason === error) tell({ progress: null, error: error.message });
    });
    function tell(change: Partial<State>): void {
      if (abort.signal.aborted && abort.signal.reason?.message !== CANCELED) return;
      const empty = { key: key ?? '', made: null, progress: null, error: null };
      setState((before) => ({ ...(before?.key === key ? before : empty), ...change }));
    }
    async function make({ set, space, method, seed, source }: Subject, name: string, signal: AbortSignal): Promise<void> {
      tell({ progress: { words: space === 'pixels' ? 'Reading the images …' : 'Testing …', share: null }, error: null });
      const numbersKey = `${source} ${set} ${space}`;
      if (numbers.current?.key !== numbersKey)
        numbers.current = { key: numbersKey, features: await lab.questions.features(set, MOST_IMAGES, space) };
      signal.throwIfAborted();
      const { rows, width, values } = numbers.current.features;
      const task = { values, width, method, seed };
      const projection = await project(createWorker, task, signal, ({ share, coordinates }) =>
        tell({
          made: { key: name, rows, coordinates, projection: null },
          progress: { words: method === 'umap' ? 'UMAP' : 'PCA', share },
        }),
      );
      keep(kept, { key: name, rows, coordinates: projection.coordinates, projection });
      tell({ made: null, progress: null });
    }
    return () => {
      if (controller.current !== abort) return;
      controller.current = null;
      abort.abort(new Error('Another map is made.'));
    };
  }, [key, attempt]);
  const own = state?.key === key ? state : null;
  return {
    made: (key !== null && kept.get(key)) || own?.made || null,
    progress: own?.progress ?? null,
    error: own?.error ?? null,
    cancel() {
      controller.current?.abort(new Error(CANCELED));
      lab.commands.cancelFeatures();
    },
    again: () => setAttempt((count) => count + 1),
  };
}

function keep(kept: Map<string, Made>, made: Made): void {
  kept.set(made.key, made);
  for (const key of kept.keys()) {
    if (kept.size <= MOST_KEPT) return;
    kept.delete(key);
  }
}
