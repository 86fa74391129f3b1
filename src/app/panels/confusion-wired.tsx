import { useCallback } from 'react';
import { subjectOf } from '@/app/hooks/run-title';
import { useLookBack } from '@/app/hooks/use-look-back';
import { useLab } from '@/app/hooks/use-store';
import type { Workbench } from '@/app/hooks/use-workbench';
import { taskClassNames } from '@/experiment/data/classes';
import { itemName } from '@/experiment/data/labels';
import { classicalOf } from '@/experiment/experiment';
import { ConfusionPanel } from '@/features/confusion/confusion-panel';
import { isActive } from '@/run/reduce';
import type { EvaluationSet } from '@/run/types';
import { openImages } from '@/stores/images';
import { useEarlierMatrix } from './earlier-answers';

/** What will be here before anything is trained. */
const idle = (item: string, classical: boolean): string =>
  `After ${classical ? 'training' : 'each epoch'}, this table shows what each ${item} was mistaken for. Correct answers are on the diagonal.`;

/** The confusion matrix with the stores behind it. */
export function ConfusionWired({ workbench }: { workbench: Workbench }) {
  const run = useLab((state) => state.run);
  const earlier = useEarlierMatrix();
  const looksBack = useLookBack() !== null;
  const predictions = earlier?.predictions ?? null;
  // The same one while its answers are: the table is drawn anew for another one.
  const openCell = useCallback(
    (set: EvaluationSet, truth: number, predicted: number) => openImages({ set, filter: { truth, predicted }, predictions }),
    [predictions],
  );
  const classical = classicalOf((run ?? workbench).experiment) !== null;
  const item = itemName((run ?? workbench).experiment.data);
  return (
    <ConfusionPanel
      subject={subjectOf(run)}
      validation={looksBack ? (earlier?.evaluation ?? null) : (run?.validation ?? null)}
      test={looksBack ? null : (run?.test ?? null)}
      classNames={run?.classNames ?? taskClassNames(workbench.experiment.data)}
      finished={run !== null && !isActive(run)}
      classical={classical}
      items={`${item}s`}
      testWatched={run?.experiment.data.split.validationIsTest ?? false}
      onCell={openCell}
      idleHint={looksBack ? 'Looking back …' : run ? null : idle(item, classical)}
    />
  );
}
