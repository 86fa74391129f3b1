import { useLab } from '@/app/hooks/use-store';
import { classicalOf } from '@/experiment/experiment';
import type { Run } from '@/run/types';
import { lab } from '@/stores/lab/lab';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { ForeignDesignNotice } from './foreign-design';
import { LearningNotices } from './learning-notices';
import { OpenedFilesNotice } from './opened-files-notice';
import { RunNotices } from './run-notices';
import { StorageNotices } from './storage-notices';

const { dismissProblem, dismissRecovery } = lab.commands;

/** What a failed run leaves behind. */
function whatIsLeft({ experiment, epochRecords, fit }: Run): string {
  if (classicalOf(experiment)) return fit ? 'What it has learned is kept.' : 'It did not finish, so there is no model to keep.';
  const last = epochRecords.at(-1);
  return last
    ? `The network as it was after epoch ${last.epoch} is kept.`
    : 'No epoch was finished, so there is no trained network to keep.';
}

/** All notices: failed runs, recoveries, missing storage, opened files, anything unexpected. `className` places them. */
export function Messages({ className }: { className: string | undefined }) {
  const run = useLab((state) => state.run);
  const problems = useLab((state) => state.problems);
  const restarting = useLab((state) => state.restarting);
  const recovered = useLab((state) => state.recovered);
  const gaveUp = useLab((state) => state.gaveUp);
  const failure = run?.failure;
  const judged = failure?.code === 'diverged' || failure?.code === 'frozen';
  const classical = run !== null && classicalOf(run.experiment) !== null;
  const forced = run?.interventions.filter(({ what }) => what === 'epsilon').at(-1);
  return (
    <div className={className}>
      {restarting && (
        <Notice kind="warning" title={`${restarting}.`}>
          {classical ? 'The run starts again' : 'Starting again from the last checkpoint'}; nothing you made is lost.
        </Notice>
      )}
      {recovered && (
        <Notice kind="info" title={`${recovered}.`} actions={<Button onClick={dismissRecovery}>OK</Button>}>
          {classical ? 'This kind of model has no epochs, so it starts again.' : 'Epochs that were finished are kept.'}
        </Notice>
      )}
      {forced && (
        <Notice kind="info" title="Settings of this graphics card.">
          {forced.note}
        </Notice>
      )}
      <OpenedFilesNotice />
      <RunNotices />
      {gaveUp && (
        <Notice kind="error" title="Training keeps crashing." actions={<Button onClick={() => location.reload()}>Reload the page</Button>}>
          {gaveUp}. Your design and everything that was finished are saved in this browser.
        </Notice>
      )}
      {failure && (
        <Notice kind="error" title="Training stopped." actions={judged && <Button onClick={lab.commands.trainAnyway}>Train anyway</Button>}>
          {failure.message} {failure.suggestion} {whatIsLeft(run)}
        </Notice>
      )}
      <LearningNotices />
      <StorageNotices />
      <ForeignDesignNotice />
      {problems.map((problem, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may come twice.
        <Notice key={i} kind="error" title={problem.title} actions={<Button onClick={() => dismissProblem(problem)}>Dismiss</Button>}>
          {problem.message}
        </Notice>
      ))}
    </div>
  );
}
