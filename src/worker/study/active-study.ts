import { EngineError } from '@/engine/engine';
import { MAX_NAME } from '@/run/labels';
import type { Run } from '@/run/types';
import { experimentOf, nextStep, spaceOf } from '@/study/next';
import { outcomeOf } from '@/study/objective';
import type { StudyRecord } from '@/study/study';
import type { Step, Trial } from '@/study/trial';
import type { WorkerContext } from '@/worker/context';
import type { CurrentModel } from '@/worker/model/current-model';
import type { KeptModels } from '@/worker/model/kept-models';
import type { CommandOf } from '@/worker/protocol';
import type { Estimator } from '@/worker/resources/estimator';
import type { ActiveRun } from '@/worker/run/active-run';
import type { Runner } from '@/worker/run/runner';
import { isChangedRun } from './changed-run';
import { stagesLeft } from './stages';

/** What a study needs of the worker. */
export interface StudyDeps {
  context: WorkerContext;
  runner: Runner;
  currentModel: CurrentModel;
  keptModels: KeptModels;
  estimator: Estimator;
  /** Does long work, one piece after the other, in the order in which it was asked for. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

/** How a training of a trial ended; `lost`: the engine is gone, and this worker with it. */
type Ending = { how: 'ended'; trial: Trial } | { how: 'stopped' } | { how: 'lost' };

/** Characters of a cause that are kept. */
const LONGEST_CAUSE = 500;

/** Trains the trials of one study, one after the other, as ordinary runs. Stores the study whenever a trial begins or ends, and tells the page. */
export class ActiveStudy {
  private pausing = false;

  constructor(
    private current: StudyRecord,
    /** Why a new worker takes it up; `null` where a person does. */
    private recovered: string | null,
    private readonly deps: StudyDeps,
  ) {}

  get record(): StudyRecord {
    return this.current;
  }

  /** Stops the trial under way at a checkpoint, and begins no other. */
  pause(): void {
    this.pausing = true;
    const { active } = this.deps.runner;
    if (active && this.isOwn(active.state.run.id)) this.deps.runner.stop();
  }

  /** Runs until the end, a pause or a loss. Never rejects: the page is told of what keeps it from going on. */
  async execute(): Promise<void> {
    try {
      await this.change({});
      while (!this.pausing) {
        if (!(await this.trainNext())) return;
      }
      await this.change({ status: 'paused' });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.deps.context.outbox.send({ type: 'problem', problem: { code: 'internal', title: 'The study was paused.', message } });
      await this.change({ status: 'paused' });
    }
  }

  /** Returns whether there may be more to train. */
  private async trainNext(): Promise<boolean> {
    // Where the study was interrupted, a trial is half done.
    const before = this.current.trials;
    const begun = before.find(({ status }) => status === 'running');
    const trial = begun ?? (await this.nextTrial());
    if (!trial) {
      await this.change({ status: 'finished' });
      return false;
    }
    const recorded = before.find(({ number }) => number === trial.number) ?? trial;
    const ending = await this.train(await this.withOwnRun(trial, recorded));
    if (ending.how === 'lost') return false;
    if (ending.how === 'stopped') this.pausing = true;
    else await this.replace(ending.trial);
    return true;
  }

  /** What is tried next, recorded before it begins; `null` at the end. */
  private async nextTrial(): Promise<Trial | null> {
    const { study, trials } = this.current;
    const { step, skipped } = nextStep(study, trials);
    if (skipped.length > 0) await this.change({ trials: [...trials, ...skipped] });
    if (!step) return null;
    const trial = this.trialOf(step);
    await this.replace(trial);
    return trial;
  }

  private trialOf(step: Step): Trial {
    const { trials } = this.current;
    if (step.kind === 'start') {
      const { values, seed, epochs } = step;
      return { number: trials.length + 1, values, seed, epochs, status: 'running', runId: crypto.randomUUID(), outcomes: [], cause: null };
    }
    const trial = trials.find(({ number }) => number === step.trial);
    if (!trial) throw new Error(`Trial ${step.trial} is to go on, but is not there.`);
    return { ...trial, status: 'running', epochs: step.epochs, runId: trial.runId ?? crypto.randomUUID() };
  }

  /**
   * The trial with a new run where a person has changed the one that it had: that one stays theirs.
   *
   * @param recorded the trial before it was given more epochs
   */
  private async withOwnRun(trial: Trial, recorded: Trial): Promise<Trial> {
    const { runId } = trial;
    const { runStore } = this.deps.context;
    const stored = runId === null ? null : await runStore.read(() => runStore.storage.loadRun(runId), null);
    if (!stored || !isChangedRun(stored, recorded)) return trial;
    const own = { ...trial, runId: crypto.randomUUID() };
    await this.replace(own);
    return own;
  }

  /** Trains a trial from its beginning, or from its last checkpoint where it has one. */
  private async train(trial: Trial): Promise<Ending> {
    const saved = trial.runId === null ? null : await this.savedRun(trial.runId);
    let ending: Ending = { how: 'stopped' };
    for (const epochs of stagesLeft(trial, saved)) {
      ending = await this.trainStage({ ...trial, epochs });
      if (ending.how !== 'ended') return ending;
      if (ending.trial.status === 'failed') return { how: 'ended', trial: { ...ending.trial, epochs: trial.epochs } };
    }
    return ending;
  }

  /** @param trial with the epochs in all that this stage leads to */
  private async trainStage(trial: Trial): Promise<Ending> {
    const { runner } = this.deps;
    // A run that a person has started meanwhile goes first.
    while (runner.active) await runner.idle();
    if (this.pausing) return { how: 'stopped' };
    try {
      await this.begin(trial);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return { how: 'ended', trial: failed(trial, error.message) };
    }
    const active = this.activeRun();
    if (!active) return { how: 'stopped' };
    await runner.idle();
    const { run } = active.state;
    if (run.status === 'finished') return { how: 'ended', trial: this.finished(trial, run) };
    if (run.status === 'failed') return { how: 'ended', trial: failed(trial, run.failure?.message ?? 'It failed.') };
    return { how: run.status === 'stopped' ? 'stopped' : 'lost' };
  }

  private async begin(trial: Trial): Promise<void> {
    const { context, runner, currentModel, keptModels, estimator, inTurn } = this.deps;
    const { study } = this.current;
    const recovered = this.recovered;
    this.recovered = null;
    const runId = trial.runId ?? crypto.randomUUID();
    const experiment = experimentOf(study, trial, spaceOf(study));
    const name = `${study.name}, trial ${trial.number}`.slice(0, MAX_NAME);
    // A person who looks at a kept run waits for the trial, not the other way round.
    estimator.cancel();
    if (!runner.active) currentModel.cancel();
    const stored = await this.savedRun(runId);
    await inTurn(async () => {
      keptModels.release();
      if (!stored) return runner.train({ type: 'train', runId, name, experiment, recovered: null });
      const fence = await context.runStore.read(() => context.runStore.storage.fenceOf(runId), null);
      const command: CommandOf<'continue'> = { type: 'continue', runId, recovered, ...(fence === null ? {} : { fence }) };
      return runner.continue(trial.epochs !== null && trial.epochs > stored.epochs ? { ...command, epochs: trial.epochs } : command);
    });
    if (this.pausing) runner.stop();
  }

  /** A run that can go on from a checkpoint; `null` where there is none. */
  private async savedRun(runId: string): Promise<Run | null> {
    const { runStore } = this.deps.context;
    const checkpoint = await runStore.read(() => runStore.storage.loadCheckpoint(runId), null);
    return checkpoint && (await runStore.read(() => runStore.storage.loadRun(runId), null));
  }

  private finished(trial: Trial, run: Run): Trial {
    const epochs = trial.epochs ?? run.experiment.training.epochs;
    const outcome = outcomeOf(run, epochs);
    if (!outcome) return failed(trial, 'It has no figures on validation images. Hold some out in Data.');
    return { ...trial, status: 'finished', outcomes: [...trial.outcomes.filter((one) => one.epochs !== epochs), outcome] };
  }

  private activeRun(): ActiveRun | null {
    return this.deps.runner.active;
  }

  private isOwn(runId: string): boolean {
    return this.current.trials.some((trial) => trial.runId === runId);
  }

  private replace(trial: Trial): Promise<void> {
    const others = this.current.trials.filter(({ number }) => number !== trial.number);
    return this.change({ trials: [...others, trial].sort((a, b) => a.number - b.number) });
  }

  private async change(change: Partial<StudyRecord>): Promise<void> {
    const { runStore, outbox } = this.deps.context;
    this.current = { ...this.current, ...change, updatedAt: Date.now() };
    await runStore.attempt(() => runStore.storage.saveStudy(this.current));
    outbox.send({ type: 'study', record: this.current });
  }
}

const failed = (trial: Trial, cause: string): Trial => ({ ...trial, status: 'failed', cause: cause.slice(0, LONGEST_CAUSE) });
