import type { PreparedData, PreparedTarget } from '@/dataset/types';
import type { Experiment } from '@/experiment/experiment';
import type { Run, RunTarget } from '@/run/types';
import { stepsPerEpoch } from './batches';
import type { EngineInfo } from './engine';

/** Where every run begins. */
export const initialPosition = { epoch: 0, step: 0 } as const;

/** The row of a run of a network that is about to start. The Experiment is copied: it stays as it was when Train was pressed. */
export function newRun(id: string, experiment: Experiment, data: PreparedData, engine: EngineInfo, datasetName: string): Run {
  const { epochs, learningRate, batchSize } = experiment.training;
  const label = [engine.label, engine.device].filter(Boolean).join(' · ');
  const steps = stepsPerEpoch(data, batchSize);
  return { ...blankRun(id, experiment, data, datasetName), epochs, learningRate, stepsPerEpoch: steps, engine: label };
}

/** What fits classical models, for people. */
const CLASSICAL_ENGINE = 'CPU (JavaScript) · 1 thread';

/** The row of a classical model's run that is about to start: it has neither epochs nor steps, and no learning rate. */
export const newClassicalRun = (id: string, experiment: Experiment, data: PreparedData, datasetName: string): Run => ({
  ...blankRun(id, experiment, data, datasetName),
  engine: CLASSICAL_ENGINE,
});

const targetOf = ({ name, unit, mean, deviation }: PreparedTarget): RunTarget => ({ name, unit, mean, deviation });

function blankRun(id: string, experiment: Experiment, data: PreparedData, datasetName: string): Run {
  const now = Date.now();
  return {
    id,
    createdAt: now,
    updatedAt: now,
    experiment: structuredClone(experiment),
    status: 'preparing',
    epochs: 0,
    learningRate: 0,
    stepsPerEpoch: 0,
    rules: 1,
    history: { losses: [], accuracies: [] },
    epochRecords: [],
    validation: null,
    test: null,
    interventions: [],
    engine: '',
    failure: null,
    classNames: data.classNames,
    input: { offset: data.offset, factor: data.factor },
    ...(data.table?.target ? { target: targetOf(data.table.target) } : {}),
    datasetName,
  };
}
