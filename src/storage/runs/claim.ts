import type { Run } from '@/run/types';
import { StorageError } from '@/storage/errors';

/** The right to write a run. Whoever claims it next ends it: a tab that was slow must not write over what another one did since. */
export interface Claim {
  readonly runId: string;
  /** Counts the claims of this run. */
  readonly fence: number;
  /** The generation of all data when the run was claimed. */
  readonly generation: unknown;
  /** Steps of the history that are stored as they are in the run. */
  steps: number;
  /** Epochs whose records are stored. */
  epochs: number;
  /** Whether the run was written under this claim: then its row is there, unless all data were deleted from outside. */
  written: boolean;
}

/** What a claim is compared with inside the writing transaction. */
interface Found {
  row: { fence: number } | null;
  generation: unknown;
}

/**
 * Throws a StorageError where a claim was ended by another tab or by erasing everything. True where the browser's site data were deleted since
 * the last write: then everything is to be written again.
 */
export function checkClaim(claim: Claim, { row, generation }: Found): boolean {
  const erased = generation !== undefined && generation !== claim.generation;
  if (erased) throw new StorageError('erased', 'Everything was erased in another tab. This run is no longer saved.');
  if (row && row.fence !== claim.fence)
    throw new StorageError('stale', 'This run was continued in another tab, which saves it from now on.');
  return row === null && claim.written;
}

/** The claim now agrees with what was stored. */
export function settleClaim(claim: Claim, { history, epochRecords }: Run): void {
  claim.written = true;
  claim.steps = history.losses.length;
  claim.epochs = epochRecords.length;
}

/** A run resumes from an earlier step than it was stored with: what came after is not to be taken for stored. */
export function rewindClaim(claim: Claim, { history, epochRecords }: Run): void {
  claim.steps = Math.min(claim.steps, history.losses.length);
  claim.epochs = Math.min(claim.epochs, epochRecords.length);
}
