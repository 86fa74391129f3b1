import { useLab } from '@/app/hooks/use-store';
import { isNumberTask } from '@/experiment/data/classes';
import { formatPercent } from '@/experiment/words/numbers';
import { guessing, rateMend, rateRemark } from '@/run/guessing';
import { isActive } from '@/run/reduce';
import type { Run } from '@/run/types';
import { editDesign } from '@/stores/design';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

/** What keeps the network on show from learning, once an epoch has shown it, and a button that mends the design. */
export function LearningNotices() {
  const run = useLab((state) => state.run);
  if (!run || run.failure || run.status === 'preparing' || run.epochRecords.length === 0) return null;
  const guess = guessing(run);
  if (!guess) return <RateNotice run={run} />;
  return (
    <Notice
      kind="warning"
      title={
        isNumberTask(run.experiment.data)
          ? 'Hardly better than always saying the mean.'
          : `${guess.barelyBetter ? 'Hardly' : 'No'} better than guessing (${formatPercent(guess.chance, 0)}).`
      }
      actions={<Button onClick={() => editDesign('mend', guess.mend.apply)}>{guess.mend.label}</Button>}
    >
      {guess.cause} {whatNext(run)}
    </Notice>
  );
}

/** A learning rate that the run's optimizer can do little with. */
function RateNotice({ run }: { run: Run }) {
  const issue = rateRemark(run);
  if (!issue?.mend) return null;
  const { label, apply } = rateMend(issue.mend.value);
  return (
    <Notice
      kind="warning"
      title="This run learns very slowly."
      actions={<Button onClick={() => editDesign('mend', apply)}>{label}</Button>}
    >
      {issue.message} {whatNext(run)}
    </Notice>
  );
}

const whatNext = (run: Run): string => (isActive(run) ? 'Training goes on.' : 'Change it and train again.');
