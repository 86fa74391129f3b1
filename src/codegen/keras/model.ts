import { indent, pyCall } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import { datasetInfo } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { OUTPUT_ID } from '@/experiment/network/types';
import { writerOf } from './layers';
import { call, type KerasCall } from './layers/layer';

/** The function that builds the model, and what its layers use. */
export function modelBlocks(experiment: Experiment): Block[] {
  const written = planOf(experiment).layers.map(({ layer, inputShape }) => {
    // The loss takes logits, so the output layer stops before its softmax or sigmoid.
    if (layer.id === OUTPUT_ID && layer.kind === 'dense') return { calls: [call('Dense', [layer.units])], helpers: [] };
    return writerOf(layer)(layer, inputShape ?? []);
  });
  const helpers = [...new Set(written.flatMap((layer) => layer.helpers))];
  const calls = written.flatMap((layer) => layer.calls).map((one) => `${asText(one)},`);
  const output = calls.pop() ?? '';
  const shape = datasetInfo(experiment.data.dataset).itemShape.join(', ');
  const build = [
    'import keras',
    'from keras import layers',
    '',
    'def build_model():',
    `    """From images (batch, ${shape}) to logits."""`,
    '    return keras.Sequential(',
    '        [',
    `            keras.Input((${shape})),`,
    ...calls.map((line) => indent(line, 12)),
    indent(`${output}  # logits`, 12),
    '        ]',
    '    )',
  ];
  return [...helpers, build.join('\n')];
}

const asText = ({ name, positional, named }: KerasCall): string => pyCall(name, positional, named, { column: 12, after: 1 });
