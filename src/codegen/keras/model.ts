import { itemNames } from '@/codegen/data/items';
import { indent, LINE_WIDTH, pyCall, pyTuple } from '@/codegen/python/literals';
import type { Tuned } from '@/codegen/search/tuned';
import type { Block } from '@/codegen/types';
import { isNumberTask } from '@/experiment/data/classes';
import { inputShapeOf } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { OUTPUT_ID } from '@/experiment/network/types';
import { writerOf } from './layers';
import { call, type KerasCall } from './layers/layer';
import { tunedCall } from './tuned';

/** The function that builds the model, and what its layers use. `tuned` is what a search decides of it. */
export function modelBlocks(experiment: Experiment, tuned?: Tuned): Block[] {
  const written = planOf(experiment).layers.map(({ layer, inputShape }) => {
    // The loss takes logits, so the output layer stops before its softmax or sigmoid.
    if (layer.id === OUTPUT_ID && layer.kind === 'dense') return { calls: [call('Dense', [layer.units])], helpers: [] };
    const { calls, helpers } = writerOf(layer)(layer, inputShape ?? []);
    const [first, ...others] = calls;
    if (!tuned || !first) return { calls, helpers };
    const own = [tunedCall(first, layer.kind, tuned.options.get(layer.id)), ...others];
    return { calls: own, helpers, condition: tuned.conditions.get(layer.id) };
  });
  const helpers = [...new Set(written.flatMap((layer) => layer.helpers))];
  const calls = written.flatMap((layer) =>
    layer.calls.map((one) => `${onlyIf(asText(one), 'condition' in layer ? layer.condition : undefined)},`),
  );
  const output = calls.pop() ?? '';
  const { dataset } = experiment.data;
  const lengths = inputShapeOf(dataset);
  const shape = lengths.join(', ');
  const goal = isNumberTask(experiment.data) ? 'a number' : 'logits';
  const build = [
    'import keras',
    'from keras import layers',
    '',
    `def build_model(${tuned?.parameter ?? ''}):`,
    `    """From ${itemNames({ dataset }).items} (batch, ${shape}) to ${goal}."""`,
    '    return keras.Sequential(',
    '        [',
    `            keras.Input(${pyTuple(lengths)}),`,
    ...calls.map((line) => indent(line, 12)),
    indent(`${output}  # ${goal}`, 12),
    '        ]',
    '    )',
  ];
  return [...helpers, build.join('\n')];
}

/** Where the calls of the layers start. */
const COLUMN = 12;

const asText = ({ name, positional, named }: KerasCall): string => pyCall(name, positional, named, { column: 12, after: 1 });

/** A layer that may be left out: a list of one that is unpacked, or an empty one. */
function onlyIf(text: string, condition: string | undefined): string {
  const line = `*([${text}] if ${condition} else [])`;
  if (condition !== undefined && !line.includes('\n') && COLUMN + line.length < LINE_WIDTH) return line;
  return condition === undefined ? text : `*(\n    [\n${indent(text, 8)}\n    ]\n    if ${condition}\n    else []\n)`;
}
