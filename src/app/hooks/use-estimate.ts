import { useEffect, useMemo } from 'react';
import { classicalOf } from '@/experiment/experiment';
import { epochKey } from '@/experiment/identity';
import { lab } from '@/stores/lab/lab';
import { estimateInWords } from './estimate-words';
import { useLab } from './use-store';
import type { Workbench } from './use-workbench';

/** A probe starts this long after the last edit: nobody wants a machine busy while they type. */
const QUIET_MS = 1200;

/** About how long Train would take, in words; empty while nobody knows. Asks the worker to measure when the design has come to rest. */
export function useEstimate({ experiment, blocked, running }: Workbench): string {
  const estimate = useLab((state) => state.estimate);
  const key = useMemo(() => epochKey(experiment), [experiment]);
  // What a classical model takes is not known before: no step of it is like the next.
  const classical = classicalOf(experiment) !== null;
  const wanted = !classical && blocked === null && !running && estimate?.key !== key;
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => lab.questions.estimate(key), QUIET_MS);
    return () => clearTimeout(timer);
  }, [wanted, key]);
  if (classical || blocked !== null || estimate?.key !== key || !estimate.value) return '';
  return estimateInWords(estimate.value, experiment.training);
}
