import type { DatasetId } from '@/experiment/data/datasets';
import type { LabelChange, NetworkState, Position, Run, RunLabels } from '@/run/types';
import type { StudyRecord } from '@/study/study';
import type { StorageError } from './errors';
import type { Claim } from './runs/claim';
import type { SavedModel } from './runs/models';
import type { RemovedRun } from './runs/removal';
import type { Snapshot } from './runs/snapshots';

/** A state and when in its run it was reached. */
export interface Checkpoint extends Position {
  state: NetworkState;
}

/** What a run goes on from. `best` is its best state so far, where the run keeps one. */
export interface SavedCheckpoint extends Checkpoint {
  /** Milliseconds since 1970. */
  savedAt: number;
  best: Checkpoint | null;
}

/** A verified, inflated file of a data set. `bytes` are never modified by anyone. */
export interface StoredFile {
  name: string;
  /** SHA-256 of `bytes`, 64 lower-case hexadecimal digits. */
  sha256: string;
  /** Where it came from, in words. */
  source: string;
  bytes: Uint8Array;
  /** Milliseconds since 1970. */
  savedAt: number;
}

/** How much the browser lets the page keep, and how much of it is used, in bytes. */
export interface Estimate {
  usage: number;
  quota: number;
}

/** What a run resumes from: its row and its checkpoint as they were at one moment, and the right to write it from then on. */
export interface ClaimedRun {
  claim: Claim;
  run: Run | null;
  /** `null` where there is none that can be read, and for classical models. */
  checkpoint: SavedCheckpoint | null;
}

/**
 * Runs and what they have learnt. A write under a claim rejects with code `stale` or `erased` once the claim has ended; it also makes the run the
 * one on show. What cannot be read back is never written: code `invalid`.
 */
export interface RunsStorage {
  /** Claims a run, stored or new, and ends every earlier claim to it. */
  claimRun(id: string): Promise<ClaimedRun>;

  /** How often a run was claimed so far; `null` where it is not stored. */
  fenceOf(id: string): Promise<number | null>;

  /** The run's row and its weights, both or neither. Replaces the run's earlier checkpoint, `best` included. */
  saveCheckpoint(run: Run, state: NetworkState, position: Position, best?: Checkpoint | null, claim?: Claim | null): Promise<void>;
  /** The last checkpoint, or `null` where there is none that can be read. */
  loadCheckpoint(runId: string): Promise<SavedCheckpoint | null>;

  /** The weights of an epoch of the run on show. Of its others only those in `keep` stay, and of other runs none. */
  saveSnapshot(runId: string, snapshot: Snapshot, keep: readonly number[], claim?: Claim | null): Promise<void>;
  /** The weights of a run after an epoch; `null` where they are not kept, or cannot be read. */
  loadSnapshot(runId: string, epoch: number): Promise<Snapshot | null>;
  /** The epochs of a run whose weights are kept, in order. */
  snapshotEpochs(runId: string): Promise<number[]>;
  /** Deletes the weights of all earlier epochs; returns of how many there were any. */
  dropSnapshots(): Promise<number>;

  /** The row of a classical model's run and what it has learnt, both or neither. */
  saveModel(run: Run, model: SavedModel, claim?: Claim | null): Promise<void>;
  /** The fitted model of a run, or `null` where there is none that can be read. `pixels` is the number of bytes of an image of its data set. */
  loadModel(runId: string, pixels: number): Promise<SavedModel | null>;

  saveRun(run: Run, claim?: Claim | null): Promise<void>;
  loadRun(id: string): Promise<Run | null>;
  /** The last written first, without their step histories. */
  listRuns(): Promise<Run[]>;
  /** Changes labels of a run, whoever writes it; returns them all, `null` where there is no such run. Every other write keeps what is stored of them. */
  labelRun(id: string, change: LabelChange): Promise<RunLabels | null>;
  /** Deletes the run and what it has learnt; returns all of it, for `putBack`. */
  deleteRun(id: string): Promise<RemovedRun>;
  /** Puts a deleted run back as it was; false where there is one of its id again. Rejects with code `erased` where everything was erased since. */
  putBack(removed: RemovedRun): Promise<boolean>;
  /** About how many bytes all runs take. */
  sizeOfRuns(): Promise<number>;
  /**
   * Deletes all but the `keep` last written runs, weights included; returns the deleted ids. Runs that are starred, that somebody may continue,
   * or that are trials of a study that may go on, and those in `except`, stay.
   */
  pruneRuns(keep: number, except: readonly string[]): Promise<string[]>;
  /** Deletes all runs but those in `except`; returns the deleted ids. */
  clearRuns(except: readonly string[]): Promise<string[]>;
  /** Deletes what ended runs have learnt, but for starred ones and those in `except`; their rows stay. Returns the ids of those that had learnt something. */
  pruneLearnt(except: readonly string[]): Promise<string[]>;

  /** Writes a study and its trials. */
  saveStudy(record: StudyRecord): Promise<void>;
  /** The newest first. */
  listStudies(): Promise<StudyRecord[]>;
  /** Deletes a study; the runs of its trials stay. */
  deleteStudy(id: string): Promise<void>;

  /** A small value stored under a name; `undefined` where there is none. The reader checks it. */
  loadSetting(key: string): Promise<unknown>;
  saveSetting(key: string, value: unknown): Promise<void>;
}

/**
 * All that is kept on this computer. Promises resolve once the data is safely there; they reject with a `StorageError` and nothing
 * else. Rows are checked when read: a damaged one counts as absent and is told to `onProblem`, and stays where it is.
 */
export interface AppStorage extends RunsStorage {
  readonly kind: 'indexeddb' | 'memory';
  /** Why things are kept in memory only, or `null`. */
  readonly problem: StorageError | null;

  loadFiles(dataset: DatasetId): Promise<StoredFile[]>;
  saveFile(dataset: DatasetId, file: StoredFile): Promise<void>;
  /** All of these files or none of them, in place of those that were there. */
  saveFiles(dataset: DatasetId, files: readonly StoredFile[]): Promise<void>;
  /** The files of one name, of every data set that has one. */
  filesNamed(name: string): Promise<{ dataset: DatasetId; file: StoredFile }[]>;
  deleteFile(dataset: DatasetId, name: string): Promise<void>;
  deleteFiles(dataset: DatasetId): Promise<void>;

  /** Data, runs, weights and settings, all at once or not at all. */
  eraseEverything(): Promise<void>;
  /** Asks the browser not to evict the data; true where it promised. Workers can only ask what was promised: see `requestPersistence`. */
  persist(): Promise<boolean>;
  /** `null` where the browser does not say. */
  estimate(): Promise<Estimate | null>;
  /** Lets go of the database, so that another version may open it. */
  close(): void;
}
