import { rateLines } from '@/codegen/training/schedule';
import type { Block } from '@/codegen/types';
import type { TrainingSpec } from '@/experiment/training/types';

/** The learning rate as the optimizer takes it; a class where it moves from step to step. On plateaus a callback moves it. */
export function writeRate(training: TrainingSpec): { value: string; blocks: Block[] } {
  const isConstant = training.schedule.kind === 'constant' || training.schedule.kind === 'reduceOnPlateau';
  if (isConstant && training.warmupEpochs === 0) return { value: 'LEARNING_RATE', blocks: [] };
  const lines = rateLines(training, 'LEARNING_RATE', 'tensors');
  const block = [
    'import keras',
    'from keras import ops',
    ...(lines.some((line) => line.includes('math.')) ? ['import math'] : []),
    '',
    'class Rate(keras.optimizers.schedules.LearningRateSchedule):',
    '    """The rate of a step, counted from 0 over the run."""',
    '',
    '    def __init__(self, steps_per_epoch):',
    '        self.steps_per_epoch = steps_per_epoch',
    '',
    '    def __call__(self, step):',
    '        step = ops.cast(step, "float32")',
    ...lines.map((line) => `        ${line}`),
    '',
    '    def get_config(self):',
    '        return {"steps_per_epoch": self.steps_per_epoch}',
  ].join('\n');
  return { value: 'Rate(steps)', blocks: [block] };
}
