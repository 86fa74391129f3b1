import { resumingInterventions } from '@/run/continuing';
import { reduceRun } from '@/run/reduce';
import type { NetworkState, Run } from '@/run/types';
import { type Claim, rewindClaim } from '@/storage/runs/claim';
import type { ClaimedRun, SavedCheckpoint } from '@/storage/types';
import type { CommandOf } from '@/worker/protocol';

/** Where a run begins or resumes, and what its log says of it. */
export interface ResumePoint {
  run: Run;
  /** `null` where a network starts from its initial weights, and for classical models, whose fit always starts over. */
  checkpoint: SavedCheckpoint | null;
  /** What a network starts from instead of random weights: another run's, with an optimizer that remembers nothing. */
  start: NetworkState | null;
  note: { what: 'recovered' | 'continued' | 'trainedAnyway'; text: string } | null;
  paused: boolean;
  /** The right to write the run; `null` where storage could not be read. */
  claim: Claim | null;
}

/** A run from its beginning; `recovered` says why it starts over. */
export function startPoint(
  run: Run,
  { recovered, paused = false }: CommandOf<'train'>,
  { claim, start }: Pick<ResumePoint, 'claim' | 'start'>,
): ResumePoint {
  if (claim) rewindClaim(claim, run);
  return { run, checkpoint: null, start, note: recovered ? startedAgain(recovered) : null, paused, claim };
}

/** Where a stored run resumes; `null` where none of its weights are stored. */
export function resumePoint(command: CommandOf<'continue'>, { run: stored, checkpoint, claim }: ClaimedRun): ResumePoint | null {
  const { paused = false, recovered } = command;
  if (!stored) return null;
  if (stored.experiment.model.kind === 'classical') {
    const note = recovered ? startedAgain(recovered) : { what: 'continued' as const, text: 'Started again from the beginning' };
    return { run: withoutResults(stored), checkpoint: null, start: null, note, paused, claim };
  }
  if (!checkpoint) return null;
  const run = rewound(command, stored, checkpoint);
  rewindClaim(claim, run);
  return { run, checkpoint, start: null, note: noteOf(command, stored, checkpoint), paused, claim };
}

/** A network's run as it stood at its checkpoint. */
function rewound({ epochs, learningRate }: CommandOf<'continue'>, stored: Run, { step, epoch }: SavedCheckpoint): Run {
  const run = reduceRun(stored, { type: 'rewound', step, epoch }, Date.now());
  const wishes = { epochs: epochs ?? stored.epochs, learningRate: learningRate ?? stored.learningRate };
  const log = resumingInterventions(stored, { epoch, step }, { epochs, learningRate });
  return { ...run, ...wishes, interventions: [...run.interventions, ...log], status: 'preparing', failure: null };
}

function noteOf({ recovered, epochs, anyway }: CommandOf<'continue'>, stored: Run, { epoch }: SavedCheckpoint): ResumePoint['note'] {
  if (recovered) return { what: 'recovered', text: `${recovered}, continuing from epoch ${epoch}` };
  if (anyway) return { what: 'trainedAnyway', text: `Training on from epoch ${epoch} whatever the loss does` };
  const more = epochs && epochs > stored.epochs ? `, ${epochs} epochs in all` : '';
  return { what: 'continued', text: `Continued from epoch ${epoch}${more}` };
}

/** A classical model keeps no intermediate state: its earlier figures are dropped. */
function withoutResults({ fit: _, ...stored }: Run): Run {
  return { ...stored, updatedAt: Date.now(), validation: null, test: null, status: 'preparing', failure: null };
}

const startedAgain = (recovered: string): ResumePoint['note'] => ({
  what: 'recovered',
  text: `${recovered}, started again from the beginning`,
});
