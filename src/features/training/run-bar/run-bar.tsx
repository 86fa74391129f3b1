import { useEffect, useRef, useState } from 'react';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import type { RunNews } from '@/run/events';
import { isActive } from '@/run/reduce';
import type { Run } from '@/run/types';
import { Button } from '@/ui/button';
import { Progress } from '@/ui/waiting/progress';
import styles from './run-bar.module.css';
import { canExtend, changedWords, changesOf, extendingWords, lossOf, moreWords, progressShare, resumeWords, statusLine } from './run-words';
import { useLasting } from './use-lasting';

export interface RunBarProps {
  run: Run | null;
  progress: Extract<RunNews, { type: 'progress' }> | null;
  /** How far the fit of a classical model is. */
  fitting: Extract<RunNews, { type: 'fitting' }> | null;
  /** The set whose images the network is being asked about. */
  evaluating: Extract<RunNews, { type: 'evaluating' }> | null;
  /** Why Train cannot be pressed; `null` where it can. */
  blocked: string | null;
  /** What removes the reason with one click, where there is such a thing. */
  mend: { label: string; apply(): void } | null;
  /** What Train will train on where that is not what the design asks for. */
  standIn: string | null;
  /** Nothing is wrong, it only takes a moment. */
  waiting: boolean;
  /** About how long Train would take, in words; empty while unknown. */
  estimate: string;
  /** The newest accuracy and the way to the curves, where neither is in sight; `null` where nothing is trained. */
  result: { words: string; onShow(): void } | null;
  /** The design is no longer what was trained. */
  changed: boolean;
  /** The run is a trial of a study: nobody changed the settings, it has its own. */
  ofStudy: boolean;
  /** It is trained by that study now, which decides how long. */
  trialUnderWay: boolean;
  /** The worker is being replaced. */
  restarting: boolean;
  /** The worker could not be brought back: only a reload helps. */
  stuck: boolean;
  /** What the run has learnt is stored, so that it can be continued. */
  hasWeights: boolean;
  onTrain(): void;
  onPause(): void;
  onResume(): void;
  onStop(): void;
  /** As many epochs again as the design asks for. */
  onMore(): void;
  /** `null` where the design asks for none that can be done. */
  moreEpochs: number | null;
  /** What Train would run. */
  design: Experiment;
  /** Takes an interrupted run up again; a classical model from its beginning. */
  onContinue(): void;
  onReset(): void;
}

/** A small network's answers are there sooner: the words would only flicker between its epochs. */
const ASKING_MS = 500;

/** Train and its companions, always in reach: what is going on, how far it is, how long it will take. */
export function RunBar(props: RunBarProps) {
  const {
    run,
    progress,
    fitting,
    evaluating,
    blocked,
    mend,
    standIn,
    waiting,
    estimate,
    changed,
    ofStudy,
    restarting,
    hasWeights,
    design,
  } = props;
  const active = isActive(run);
  const share = run ? progressShare(run, fitting) : 0;
  const asking = useLasting(evaluating, ASKING_MS);
  const line = statusLine(run, progress, { estimate, restarting, fitting, evaluating: asking?.set ?? null });
  return (
    <section className={styles.bar} aria-label="Run">
      <div className={styles.buttons}>
        <MainButton {...props} active={active} />
        <CompanionButtons {...props} active={active} />
      </div>
      <div className={styles.status}>
        <Progress label="Training progress" value={share} text={line.main} />
        <p className={styles.line}>
          <strong>{line.main}</strong>
          <span>{line.detail}</span>
        </p>
        {props.result && (
          <p className={styles.result}>
            <strong>{props.result.words}</strong>
            <Button look="quiet" onClick={props.result.onShow}>
              Show curves
            </Button>
          </p>
        )}
        {run && lossOf(run, hasWeights) && <p className={styles.changed}>{lossOf(run, hasWeights)}</p>}
        {run && changesOf(run) && <p className={styles.changed}>{changesOf(run)}</p>}
        {!active && blocked && (
          <div className={styles.reason}>
            <p id="train-blocked" className={waiting ? styles.changed : styles.blocked} role="status">
              {blocked}
            </p>
            {mend && <Button onClick={mend.apply}>{mend.label}</Button>}
          </div>
        )}
        {!active && !blocked && standIn && (
          <p id="train-stand-in" className={styles.changed} role="status">
            {standIn}
          </p>
        )}
        {run && changed && !blocked && (
          <p className={styles.changed}>
            {ofStudy
              ? 'These results are of a trial of a study, whose settings are not yours. Press Train to see what yours do.'
              : changedWords(active)}
            {hasWeights && canExtend(run) && ` ${extendingWords(run, design)}`}
          </p>
        )}
      </div>
    </section>
  );
}

type ButtonsProps = RunBarProps & { active: boolean };

/** A click that was meant for Pause may come just after the run's own end, when the button says Train already. */
const LATE_CLICK_MS = 600;

/** True for a moment after a run has ended. */
function useJustEnded(active: boolean): boolean {
  const [ended, setEnded] = useState(false);
  const before = useRef(active);
  useEffect(() => {
    const ends = before.current && !active;
    before.current = active;
    if (!ends) return;
    setEnded(true);
    const timer = setTimeout(() => setEnded(false), LATE_CLICK_MS);
    return () => {
      clearTimeout(timer);
      setEnded(false);
    };
  }, [active]);
  return ended;
}

function MainButton({ run, active, blocked, standIn, restarting, onTrain, onPause, onResume }: ButtonsProps) {
  const justEnded = useJustEnded(active);
  if (active && run?.status === 'paused') {
    return (
      <Button look="primary" onClick={onResume}>
        Resume
      </Button>
    );
  }
  if (active) {
    // Not `disabled`: pressing Train turns this very button into Pause, and a disabled one would throw the keyboard's focus away.
    const early = run?.status === 'preparing' || restarting;
    return (
      <Button look="primary" onClick={() => !early && onPause()} aria-disabled={early}>
        Pause
      </Button>
    );
  }
  return (
    <Button
      look="primary"
      onClick={() => !justEnded && onTrain()}
      disabled={blocked !== null || restarting}
      aria-disabled={justEnded || undefined}
      aria-describedby={blocked ? 'train-blocked' : standIn ? 'train-stand-in' : undefined}
    >
      {run ? 'Train from scratch' : 'Train'}
    </Button>
  );
}

function CompanionButtons(props: ButtonsProps) {
  const { run, active, trialUnderWay, restarting, stuck, hasWeights, moreEpochs, onStop, onMore, onContinue, onReset } = props;
  const classical = run !== null && classicalOf(run.experiment) !== null;
  const resumable = hasWeights || classical;
  const again = run !== null && hasWeights && canExtend(run);
  return (
    <>
      {active && (
        <Button onClick={onStop} disabled={restarting}>
          Stop
        </Button>
      )}
      {run?.status === 'interrupted' && resumable && (
        <Button onClick={onContinue} disabled={restarting || stuck}>
          {resumeWords(run)}
        </Button>
      )}
      {(again || active) && !classical && !trialUnderWay && (
        <Button onClick={onMore} disabled={stuck || moreEpochs === null}>
          {moreWords(moreEpochs)}
        </Button>
      )}
      {run && !active && (
        <Button look="icon" aria-label={classical ? 'Discard this model' : 'Discard this network'} onClick={onReset}>
          ↺
        </Button>
      )}
    </>
  );
}
