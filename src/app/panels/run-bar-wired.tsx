import { useLab, useTrialUnderWay } from '@/app/hooks/use-store';
import type { Workbench } from '@/app/hooks/use-workbench';
import { fieldProblem } from '@/experiment/field';
import { SETTINGS } from '@/experiment/training/settings';
import { scoreWords } from '@/experiment/words/score';
import { RunBar } from '@/features/training/run-bar/run-bar';
import { isActive } from '@/run/reduce';
import type { Run } from '@/run/types';
import { lab } from '@/stores/lab/lab';

interface RunBarWiredProps {
  workbench: Workbench;
  estimate: string;
  /** Leads to the curves, where they are not in sight. */
  onCurves: (() => void) | null;
}

/** The newest score on items that were not trained on, in words. */
function scoreOf(run: Run): string | null {
  const { word, format } = scoreWords(run.experiment.data);
  if (run.test && !isActive(run)) return `Test ${word} ${format(run.test.score.accuracy)}`;
  return run.validation && `Validation ${word} ${format(run.validation.score.accuracy)}`;
}

/** The run bar with the stores behind it: what the run does, and the buttons that steer it. */
export function RunBarWired({ workbench, estimate, onCurves }: RunBarWiredProps) {
  const run = useLab((state) => state.run);
  const progress = useLab((state) => state.progress);
  const fitting = useLab((state) => state.fitting);
  const evaluating = useLab((state) => state.evaluating);
  const restarting = useLab((state) => state.restarting !== null);
  const hasWeights = useLab((state) => state.hasWeights);
  const stuck = useLab((state) => state.gaveUp !== null);
  useLab((state) => state.revision);
  const ofStudy = useLab(({ studies }) => Object.values(studies).some(({ trials }) => trials.some(({ runId }) => runId === run?.id)));
  const trialUnderWay = useTrialUnderWay();
  const { epochs } = workbench.experiment.training;
  const more = fieldProblem(SETTINGS.epochs, epochs) === null ? epochs : null;
  const words = run && scoreOf(run);
  return (
    <RunBar
      run={run}
      progress={progress}
      fitting={fitting}
      evaluating={evaluating}
      blocked={workbench.blocked}
      mend={workbench.mend}
      standIn={workbench.standIn}
      waiting={workbench.waiting}
      estimate={estimate}
      changed={workbench.changed}
      ofStudy={ofStudy}
      trialUnderWay={trialUnderWay}
      result={words && onCurves ? { words, onShow: onCurves } : null}
      restarting={restarting}
      stuck={stuck}
      hasWeights={hasWeights}
      moreEpochs={more}
      design={workbench.experiment}
      onTrain={lab.commands.train}
      onPause={lab.commands.pause}
      onResume={lab.commands.resume}
      onStop={lab.commands.stop}
      onMore={() =>
        run &&
        more !== null &&
        (isActive(run) ? lab.commands.setEpochs(run.epochs + more) : lab.commands.extendRun(run.epochRecords.length + more))
      }
      onContinue={lab.commands.continueRun}
      onReset={lab.commands.resetWeights}
    />
  );
}
