import type { NetworkState, Position, Run } from '@/run/types';

/** What a network had learnt at one moment of its run. */
export interface FileCheckpoint extends Position {
  state: NetworkState;
}

/** What a run file holds: the run with its whole history, and on wish what it has learnt. */
export interface RunFile {
  run: Run;
  /** `null` where only the figures were saved. */
  checkpoint: FileCheckpoint | null;
}

/** The name that a run file's manifest gives itself, and the version of its form. */
export const FORMAT = 'atelier-run';
export const FORMAT_VERSION = 1;

/** The file that lists all others, with the SHA-256 of each. */
export const MANIFEST = 'manifest.json';

/** Bytes that a run file may hold once it is unpacked. */
export const MAX_BYTES = 1_000_000_000;
