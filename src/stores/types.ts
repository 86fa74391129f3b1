/** The worker's words that features show: features speak with the stores, not with the worker. */
export type {
  Backend,
  DatasetStatus,
  DownloadProgress,
  EngineChoice,
  EngineSpeed,
  Estimate,
  LabelledImage,
  Problem,
  StorageStatus,
} from '@/worker/protocol';
