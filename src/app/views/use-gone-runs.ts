import { useEffect, useState } from 'react';
import { useLab } from '@/app/hooks/use-store';
import { isActive } from '@/run/reduce';
import { lab } from '@/stores/lab/lab';
import { isLiving, type StudyRecord } from '@/study/study';

const NONE: ReadonlySet<string> = new Set();

/** The runs of a study's trials that are no longer kept; none until the worker has answered. Asked again whenever the study comes to rest or is shown, and once another run has ended. */
export function useGoneRuns(record: StudyRecord | null, shown: boolean): ReadonlySet<string> {
  const [gone, setGone] = useState(NONE);
  const trials = record?.trials;
  // While a study may go on its runs are kept, and those of others are nothing to it.
  const other = useLab(({ run }) => (run ? `${run.id} ${isActive(run)}` : ''));
  const state = record && `${record.study.id} ${record.status} ${isLiving(record) ? '' : other}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a trial that begins later has its run; asking for each of them would read all runs each time.
  useEffect(() => {
    if (!shown || !trials) return;
    let current = true;
    lab.questions.runs().then(
      (runs) => {
        const kept = new Set(runs.map(({ id }) => id));
        if (current) setGone(new Set(trials.flatMap(({ runId }) => (runId === null || kept.has(runId) ? [] : [runId]))));
      },
      // What cannot be read is told by the worker itself.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [shown, state]);
  return gone;
}
