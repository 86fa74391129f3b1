/** The worker's words that features show: features speak with the stores, not with the worker. */
export type {
  DatasetStatus,
  DownloadProgress,
  DrawingAnswer,
  EngineChoice,
  EngineSpeed,
  ExplanationMethod,
  GivenFile,
  ImagesPreview,
  InsideLayer,
  InsideView,
  LabelledImage,
  Neighbour,
  OwnDataset,
  RunSpace,
  SetPredictions,
  StoredRun,
} from '@/worker/protocol';
