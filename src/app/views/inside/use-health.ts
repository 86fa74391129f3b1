import { useEffect, useRef, useState } from 'react';
import { useLab } from '@/app/hooks/use-store';
import type { NetworkHealth } from '@/metrics/inside/health';
import { lab } from '@/stores/lab/lab';
import { nextMoment } from './health-moments';

/**
 * While a network learns, the next look waits this many times as long as the last one took: so they take at most a fiftieth of the time, and the whole view
 * stays below a twentieth.
 */
const PATIENCE = 50;

interface Known {
  runId: string;
  history: NetworkHealth[];
}

/**
 * The health of the network of the run on show over time: after each epoch from now on, and at the earlier epochs that are kept. Asked for only while `on`.
 *
 * @param kept epochs whose weights are kept
 */
export function useHealth(on: boolean, kept: readonly number[]): readonly NetworkHealth[] {
  const runId = useLab((state) => state.run?.id ?? '');
  const epochs = useLab((state) => state.run?.epochRecords.length ?? 0);
  const training = useLab((state) => state.run?.status === 'training');
  const [known, setKnown] = useState<Known>({ runId: '', history: [] });
  const history = known.runId === runId ? known.history : NONE;
  /** Moments that are not asked for again. */
  const settled = useRef(new Set<string>());
  const ready = useRef(0);
  const busy = useRef(false);
  const wanted = nextMoment(history, epochs, kept, (epoch) => settled.current.has(`${runId} ${epoch}`));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another history is another moment to ask for.
  useEffect(() => {
    if (!on || runId === '' || wanted === undefined) return;
    const ask = async () => {
      // Once that one is answered, the history is another one, and so this effect runs again.
      if (busy.current) return;
      busy.current = true;
      const started = performance.now();
      const health = await lab.questions.health(wanted).catch(() => null);
      const now = performance.now();
      busy.current = false;
      ready.current = now + (training ? PATIENCE * (now - started) : 0);
      // Weights that were restored are of an earlier epoch than the last one.
      if (health?.epoch !== (wanted ?? epochs)) settled.current.add(`${runId} ${wanted ?? epochs}`);
      setKnown((before) => ({ runId, history: withHealth(before, runId, health) }));
    };
    const timer = window.setTimeout(ask, Math.max(0, ready.current - performance.now()));
    return () => clearTimeout(timer);
  }, [on, runId, wanted, training, epochs, history]);
  return history;
}

const NONE: NetworkHealth[] = [];

function withHealth(before: Known, runId: string, health: NetworkHealth | null): NetworkHealth[] {
  const others = before.runId === runId ? before.history.filter(({ epoch }) => epoch !== health?.epoch) : [];
  return [...others, ...(health ? [health] : [])].sort((a, b) => a.step - b.step);
}
