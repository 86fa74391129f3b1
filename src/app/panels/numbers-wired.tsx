import { subjectOf } from '@/app/hooks/run-title';
import { useLookBack } from '@/app/hooks/use-look-back';
import { usePredictions } from '@/app/hooks/use-predictions';
import { useLab } from '@/app/hooks/use-store';
import type { Workbench } from '@/app/hooks/use-workbench';
import { classicalOf } from '@/experiment/experiment';
import { NumberPanel } from '@/features/evaluation/numbers/number-panel';
import { isActive } from '@/run/reduce';
import { useEarlierPredictions } from './earlier-answers';

const HINTS = {
  network: 'After each epoch, these charts show what was predicted against what is true.',
  classical: 'After training, these charts show what was predicted against what is true.',
};

/** What a model of numbers predicts, asked anew after each epoch, and of the test rows once it has ended. */
export function NumbersWired({ workbench }: { workbench: Workbench }) {
  const run = useLab((state) => state.run);
  const ready = useLab((state) => state.networkReady);
  const dataset = (run ?? workbench).experiment.data.dataset;
  const here = useLab((state) => state.datasets[dataset]?.state === 'ready');
  const earlier = useEarlierPredictions();
  const looksBack = useLookBack() !== null;
  const finished = run !== null && !isActive(run);
  const evaluation = finished ? (run.test ?? run.validation) : (run?.validation ?? null);
  const set = evaluation?.set ?? 'validation';
  const subject = run && ready && here && evaluation ? `${run.id} ${set}` : null;
  const { asked } = usePredictions(subject, set, `${evaluation?.epoch}`);
  const now = subject !== null && asked.subject === subject ? asked : null;
  const waiting = subject === null ? HINTS[classicalOf((run ?? workbench).experiment) ? 'classical' : 'network'] : 'Testing …';
  return (
    <NumberPanel
      subject={subjectOf(run)}
      dataset={dataset}
      predictions={looksBack ? earlier : (now?.predictions ?? null)}
      stepsPerEpoch={run?.stepsPerEpoch ?? 1}
      hint={looksBack ? 'Looking back …' : (now?.error ?? waiting)}
    />
  );
}
