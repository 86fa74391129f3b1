import type { DatasetId } from '@/experiment/data/datasets';

/** How what the worker has stands, as messages of the protocol carry it. */

/** What computes, for the page. */
export interface Backend {
  /** "GPU (WebGL)". */
  label: string;
  device: string;
  reason: string;
  hardware: boolean;
}

export interface StorageStatus {
  /** `memory` where nothing can be kept. */
  kind: 'indexeddb' | 'memory';
  /** Why nothing can be kept or was not saved, in words; `null` where all is well. */
  problem: string | null;
  /** Whether the browser promised not to evict. */
  persisted: boolean;
}

export interface DatasetStatus {
  id: DatasetId;
  state: 'absent' | 'loading' | 'downloading' | 'ready' | 'failed';
  /** Where it came from, once ready. */
  source: string;
  /** Images of each class, once ready. */
  trainCounts: number[];
  testCounts: number[];
  bytes: number;
  /** What went wrong, cause by cause; of a set that is ready: why files given since were not taken. */
  problems: string[];
  download: DownloadProgress | null;
}

export interface DownloadProgress {
  file: string;
  receivedBytes: number;
  totalBytes: number;
  bytesPerSecond: number;
  /** Where it comes from. */
  source: string;
  /** What it waits for, in words; empty while bytes are coming. */
  note: string;
  /** Whether an attempt has failed that should not have, and no byte has come since. */
  faltering: boolean;
}

/** A mishap as data: what happened, what is safe, what to do. */
export interface Problem {
  code: 'storage' | 'storage-silent' | 'cleared' | 'dataset' | 'engine' | 'context-lost' | 'import' | 'internal';
  /** What happened, as a heading. */
  title: string;
  /** What is safe and what to do. */
  message: string;
}
