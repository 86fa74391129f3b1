import { writeClassWeights } from '@/codegen/data/class-weights';
import { scaled } from '@/codegen/data/prepare';
import { indent } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import { taskOutput } from '@/experiment/data/classes';
import type { Experiment } from '@/experiment/experiment';
import { callbacksOf } from './callbacks';
import { writeObjective } from './objective';
import { writeOptimizer } from './optimizers';
import { writeRate } from './rate';

/** Functions that feed the model, compile it and train it. */
export function trainBlocks(experiment: Experiment, validates: boolean): Block[] {
  const { training } = experiment;
  const rate = writeRate(training);
  const objective = writeObjective(experiment);
  const optimizer = writeOptimizer(training.optimizer, training.clipping, rate.value, '        optimizer='.length);
  const weights = writeClassWeights(training.classWeights);
  const callbacks = callbacksOf(training, 12);
  const compile = [
    'import keras',
    '',
    `def compile_model(model${rate.value === 'LEARNING_RATE' ? '' : ', steps'}):`,
    '    """Give the model its optimizer, its loss and what is measured."""',
    '    model.compile(',
    `        optimizer=${indent(optimizer.value, 8).trimStart()},`,
    `        loss=${objective.loss},`,
    `        metrics=[${objective.metric}],`,
    '    )',
  ];
  const train = [
    'import math',
    '',
    'def train(model, data):',
    '    steps = math.ceil(len(data.items) / BATCH_SIZE)',
    `    compile_model(model${rate.value === 'LEARNING_RATE' ? '' : ', steps'})`,
    '    model.fit(',
    '        stream(data),',
    '        steps_per_epoch=steps,',
    '        epochs=EPOCHS,',
    ...(validates ? ['        validation_data=inputs(data, data.validation),', '        validation_batch_size=500,'] : []),
    ...(callbacks.length > 0 ? ['        callbacks=[', ...callbacks.map((callback) => indent(`${callback},`, 12)), '        ],'] : []),
    '        verbose=2,',
    '    )',
  ];
  return [
    ...rate.blocks,
    ...optimizer.blocks,
    ...objective.blocks,
    ...(weights ? [weights.block] : []),
    inputsBlock(experiment),
    streamBlock(experiment, weights?.value ?? null),
    compile.join('\n'),
    train.join('\n'),
  ];
}

/** Targets stand in a column beside a single output. */
const column = ({ data }: Experiment): string => (taskOutput(data).activation === 'sigmoid' ? '[:, np.newaxis]' : '');

const inputsBlock = (experiment: Experiment): Block =>
  [
    'import numpy as np',
    '',
    'def inputs(data, positions):',
    '    """Images and classes as the model takes them."""',
    `    images = ${scaled(experiment.data, 'data.pixels[positions]')}[..., np.newaxis]`,
    `    return images, data.targets[positions]${column(experiment)}`,
  ].join('\n');

function streamBlock(experiment: Experiment, weights: string | null): Block {
  const targets = `targets${column(experiment)}`;
  return [
    'import numpy as np',
    '',
    'def stream(data):',
    '    """The batches of all epochs, one after the other."""',
    ...(weights === null ? [] : [`    weights = ${weights}`]),
    '    for epoch in range(EPOCHS):',
    '        for images, targets in batches(data, epoch):',
    `            images = ${scaled(experiment.data, 'images')}[..., np.newaxis]`,
    weights === null ? `            yield images, ${targets}` : `            yield images, ${targets}, weights[targets]`,
  ].join('\n');
}
