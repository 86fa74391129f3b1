import { useEffect, useRef, useState } from 'react';
import { useLab } from '@/app/hooks/use-store';
import { sameContent } from '@/experiment/identity';
import { lab } from '@/stores/lab/lab';

/** While a network learns, its short epochs are asked about this often at most. */
const AGAIN_MS = 2000;

/** The epochs of the run on show whose weights are kept. Asked for only while `on`, and again after each epoch. */
export function useKeptEpochs(on: boolean): readonly number[] {
  const runId = useLab((state) => state.run?.id);
  const epochs = useLab((state) => state.run?.epochRecords.length);
  const status = useLab((state) => state.run?.status);
  const [kept, setKept] = useState<{ runId: string | undefined; epochs: readonly number[] } | null>(null);
  const next = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each epoch others may be kept.
  useEffect(() => {
    if (!on) return;
    let current = true;
    const ask = () => {
      next.current = performance.now() + AGAIN_MS;
      lab.questions.keptEpochs().then(
        (answer) =>
          current &&
          setKept((known) => (known && known.runId === runId && sameContent(known.epochs, answer) ? known : { runId, epochs: answer })),
        // Without an answer there is nothing to look back at.
        () => undefined,
      );
    };
    const timer = window.setTimeout(ask, status === 'training' ? Math.max(0, next.current - performance.now()) : 0);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [on, runId, epochs, status]);
  return kept !== null && kept.runId === runId ? kept.epochs : NONE;
}

const NONE: readonly number[] = [];
