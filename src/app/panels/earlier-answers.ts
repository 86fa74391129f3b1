import { useEffect, useMemo, useState } from 'react';
import { useLookBack } from '@/app/hooks/use-look-back';
import { useLab } from '@/app/hooks/use-store';
import { evaluateProbabilities } from '@/metrics/probabilities';
import type { EpochRecord, Evaluation, EvaluationSet, Samples } from '@/run/types';
import { lab } from '@/stores/lab/lab';
import type { SetPredictions } from '@/stores/types';

/** Asks once for each epoch that is looked back at; `null` while there is none, and until its answer is there. */
function useEarlier<T>(ask: (epoch: number) => Promise<T>, key: string): T | null {
  const epoch = useLookBack();
  const [told, setTold] = useState<{ key: string; answer: T } | null>(null);
  const wanted = epoch === null ? null : `${key} ${epoch}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked.
  useEffect(() => {
    if (epoch === null || wanted === null) return;
    let current = true;
    ask(epoch).then(
      (answer) => current && setTold({ key: wanted, answer }),
      // Its weights may have been let go of meanwhile; the panel then shows nothing of it.
      () => current && setTold(null),
    );
    return () => {
      current = false;
    };
  }, [wanted]);
  return told?.key === wanted ? told.answer : null;
}

/** The answers of the epoch that is looked back at, on what the run validates on. */
export function useEarlierPredictions(): SetPredictions | null {
  const runId = useLab((state) => state.run?.id);
  const set: EvaluationSet = useLab((state) => (state.run?.validation ? 'validation' : 'test'));
  return useEarlier((epoch) => lab.questions.predictions(set, epoch), `${runId} ${set}`);
}

/** The matrix of the epoch that is looked back at, and the answers that it counts. */
export function useEarlierMatrix(): { evaluation: Evaluation; predictions: SetPredictions } | null {
  const records = useLab((state) => state.run?.epochRecords);
  const predictions = useEarlierPredictions();
  // A run under way tells something four times a second, and there are 10,000 answers to count.
  return useMemo(() => predictions && { predictions, evaluation: evaluationOf(predictions, records ?? []) }, [predictions, records]);
}

/** The loss is the one that was measured then, regularization included; of an epoch that was not measured nobody knows it. */
function evaluationOf({ set, epoch, probabilities, classNames, targets }: SetPredictions, records: readonly EpochRecord[]): Evaluation {
  const counted = evaluateProbabilities(probabilities, classNames.length, targets);
  const measured = set === 'validation' ? records[epoch - 1]?.validation : null;
  return { set, epoch, ...counted, score: { ...counted.score, loss: measured?.loss ?? Number.NaN } };
}

/** The samples on show as they were answered after the epoch that is looked back at. */
export function useEarlierSamples(samples: Samples | null): Samples | null {
  const runId = useLab((state) => state.run?.id);
  const positions = samples?.items.map(({ index }) => index) ?? [];
  return useEarlier((epoch) => lab.questions.samplesAt(positions, epoch), `${runId} ${positions.join(' ')}`);
}
