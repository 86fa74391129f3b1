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
}

/** Asks for the kept runs at once, and again whenever a run begins or ends (`occasion`) or a person says so. */
export function useKeptRuns(occasion: string): KeptRuns {
  const [kept, setKept] = useState<Kept>({ runs: null, space: null, error: null });
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
  return { ...kept, again: () => setAttempt((count) => count + 1) };
}
