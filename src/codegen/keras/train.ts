import { writeClassWeights } from '@/codegen/data/class-weights';
import { itemNames } from '@/codegen/data/items';
import { isColor, scaled } from '@/codegen/data/prepare';
import { indent } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import { isNumberTask, taskOutput } from '@/experiment/data/classes';
import { tableOf } from '@/experiment/data/datasets';
import type { DataSpec } from '@/experiment/data/types';
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
  const callbacks = callbacksOf(training, isNumberTask(experiment.data), 12);
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
const column = ({ data }: Experiment): string => (taskOutput(data).activation === 'softmax' ? '' : '[:, np.newaxis]');

/** Items as the model takes them: gray images get an axis for their channel. */
const asInput = (data: DataSpec, items: string): string =>
  tableOf(data.dataset) || isColor(data) ? scaled(data, items) : `${scaled(data, items)}[..., np.newaxis]`;

/** A block with NumPy where it is used. */
const withNumpy = (lines: readonly string[]): Block =>
  [...(lines.some((line) => line.includes('np.')) ? ['import numpy as np', ''] : []), ...lines].join('\n');

function inputsBlock(experiment: Experiment): Block {
  const { data } = experiment;
  const { items, array } = itemNames(data);
  return withNumpy([
    'def inputs(data, positions):',
    `    """${items === 'images' ? 'Images' : 'Rows'} and ${isNumberTask(data) ? 'targets' : 'classes'} as the model takes them."""`,
    `    ${items} = ${asInput(data, `data.${array}[positions]`)}`,
    `    return ${items}, data.targets[positions]${column(experiment)}`,
  ]);
}

function streamBlock(experiment: Experiment, weights: string | null): Block {
  const targets = `targets${column(experiment)}`;
  const { data } = experiment;
  const { items } = itemNames(data);
  const input = asInput(data, items);
  return withNumpy([
    'def stream(data):',
    '    """The batches of all epochs, one after the other."""',
    ...(weights === null ? [] : [`    weights = ${weights}`]),
    '    for epoch in range(EPOCHS):',
    `        for ${items}, targets in batches(data, epoch):`,
    ...(input === items ? [] : [`            ${items} = ${input}`]),
    weights === null ? `            yield ${items}, ${targets}` : `            yield ${items}, ${targets}, weights[targets]`,
  ]);
}
