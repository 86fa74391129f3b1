import { useEffect, useState } from 'react';
import type { Run } from '@/run/types';
import { lab } from '@/stores/lab/lab';
import type { RunSpace } from '@/stores/types';

interface Kept {
  runs: Run[] | null;
  space: RunSpace | null;
  error: string | null;
}

interface KeptRuns extends Kept {
  again(): void;
  /** Takes a run off the list at once, and puts it on again. */
  forget(runId: string): void;
  remember(runId: string): void;
}

/** Asks for the kept runs at once, and again whenever a run begins or ends (`occasion`) or a person says so. A deleted one is gone from the list at once. */
export function useKeptRuns(occasion: string): KeptRuns {
  const [kept, setKept] = useState<Kept>({ runs: null, space: null, error: null });
  const [deleted, setDeleted] = useState<readonly string[]>([]);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another occasion or attempt is the reason to ask.
  useEffect(() => {
    let current = true;
    Promise.all([lab.questions.runs(), lab.questions.runSpace()]).then(
      ([runs, space]) => current && setKept({ runs, space, error: null }),
      (error: Error) => current && setKept((before) => ({ ...before, error: error.message })),
    );
    return () => {
      current = false;
    };
  }, [occasion, attempt]);
  const again = () => setAttempt((count) => count + 1);
  return {
    ...kept,
    runs: kept.runs?.filter(({ id }) => !deleted.includes(id)) ?? null,
    again,
    forget: (runId) => {
      // The worker may list the runs before it has deleted this one.
      setDeleted((before) => [...before, runId]);
      again();
    },
    remember: (runId) => {
      setDeleted((before) => before.filter((id) => id !== runId));
      again();
    },
  };
}
