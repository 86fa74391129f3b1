import type { PreparedData } from '@/dataset/types';
import type { Experiment } from '@/experiment/experiment';
import type { Run } from '@/run/types';
import { stepsPerEpoch } from './batches';
import type { EngineInfo } from './engine';

/** Where every run begins. */
export const initialPosition = { epoch: 0, step: 0 } as const;

/** The row of a run that is about to start. The Experiment is copied: it stays as it was when Train was pressed. */
export function newRun(id: string, experiment: Experiment, data: PreparedData, engine: EngineInfo, datasetName: string): Run {
  const now = Date.now();
  return {
    id,
    createdAt: now,
    updatedAt: now,
    experiment: structuredClone(experiment),
    status: 'preparing',
    epochs: experiment.training.epochs,
    learningRate: experiment.training.learningRate,
    stepsPerEpoch: stepsPerEpoch(data, experiment.training.batchSize),
    history: { losses: [], accuracies: [] },
    epochRecords: [],
    validation: null,
    test: null,
    interventions: [],
    engine: [engine.label, engine.device].filter(Boolean).join(' · '),
    failure: null,
    classNames: data.classNames,
    input: { offset: data.offset, factor: data.factor },
    datasetName,
  };
}
