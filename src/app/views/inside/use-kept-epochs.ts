import { useEffect, useState } from 'react';
import { useLab } from '@/app/hooks/use-store';
import { lab } from '@/stores/lab/lab';

/** The epochs of the run on show whose weights are kept. Asked for only while `on`, and again after each epoch. */
export function useKeptEpochs(on: boolean): readonly number[] {
  const runId = useLab((state) => state.run?.id);
  const epochs = useLab((state) => state.run?.epochRecords.length);
  const status = useLab((state) => state.run?.status);
  const [kept, setKept] = useState<{ runId: string | undefined; epochs: readonly number[] } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each epoch others may be kept.
  useEffect(() => {
    if (!on) return;
    let current = true;
    lab.questions.keptEpochs().then(
      (answer) => current && setKept({ runId, epochs: answer }),
      // Without an answer there is nothing to look back at.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [on, runId, epochs, status]);
  return kept !== null && kept.runId === runId ? kept.epochs : NONE;
}

const NONE: readonly number[] = [];
