import { pyList, pyString } from '@/codegen/python/literals';
import { splitHasValidation } from '@/codegen/refusals';
import type { Tuned } from '@/codegen/search/tuned';
import type { Block } from '@/codegen/types';
import { isNumberTask } from '@/experiment/data/classes';
import { type Experiment, layersOf } from '@/experiment/experiment';
import type { LayerKind } from '@/experiment/network/kinds';
import { scoreWords } from '@/experiment/words/score';
import { pythonNames } from '@/study/python-names';
import { partsOf } from '@/study/space/change-setting';
import type { Parameter } from '@/study/space/search-space';
import type { Study } from '@/study/study';
import { parameterName } from '@/study/words';

/** The constants of a program that a search can decide. */
const CONSTANTS: Readonly<Record<string, string>> = {
  'training.learningRate': 'LEARNING_RATE',
  'training.batchSize': 'BATCH_SIZE',
  'training.epochs': 'EPOCHS',
};

/** What of a study no program can be given, in words. `canTune`: whether the library's program can decide an option of a kind of layer. */
export function searchRefusals({ base, parameters }: Study, canTune: (kind: LayerKind, option: string) => boolean): string[] {
  // That it is no network is refused already, and closing its settings would not help.
  if (base.model.kind === 'classical') return [];
  const layers = new Map(layersOf(base).map((layer) => [layer.id, layer]));
  const cannot = parameters.filter(({ address, domain }) => {
    const [root, id, option = ''] = partsOf(address);
    if (root === 'blocks' || root === 'present' || CONSTANTS[address] !== undefined) return false;
    const layer = root === 'layer' ? layers.get(id) : undefined;
    const isLeaky = domain.kind === 'list' && domain.values.includes('leakyRelu');
    return !layer || !canTune(layer.kind, option) || isLeaky;
  });
  const validated = splitHasValidation(base) ? [] : ['A search needs validation images. Hold some out in Data.'];
  const names = cannot.map(
    (parameter) => `“${parameterName(base, parameter)}” cannot be part of the exported space. Close it to export the rest.`,
  );
  return [...validated, ...names];
}

/** The base with every tuned layer written: a dropout of 0 would be left out. */
export function writable(base: Experiment, parameters: readonly Parameter[]): Experiment {
  if (base.model.kind !== 'network') return base;
  const tuned = new Set(parameters.map(({ address }) => address));
  const layers = base.model.layers.map((layer) =>
    layer.kind === 'dropout' && tuned.has(`layer.${layer.id}.rate`) ? { ...layer, rate: 0.5 } : layer,
  );
  return { ...base, model: { ...base.model, layers } };
}

/** Each line is short enough for the layers to stand on one. */
export const pythonValue = (name: string): string => `values[${pyString(name)}]`;

/** What a study decides of the layers. */
export function tunedBy({ parameters }: Study): Tuned {
  const names = pythonNames(parameters);
  const options = new Map<string, Map<string, string>>();
  const conditions = new Map<string, string>();
  for (const { address, blocks, domain } of parameters) {
    const [root, id, option = ''] = partsOf(address);
    const value = pythonValue(names.get(address) ?? address);
    if (root === 'layer') options.set(id, (options.get(id) ?? new Map()).set(option, value));
    if (root === 'present') conditions.set(id, value);
    blocks?.forEach((ids, k) => {
      // The first ones are always there.
      if (domain.kind === 'range' && domain.min > k) return;
      for (const one of ids) conditions.set(one, `${value} >= ${k + 1}`);
    });
  }
  return { options, conditions, parameter: 'values' };
}

/** The names of the parameters, and the columns that follow them in a file of results. A table's own columns are `COLUMNS`. */
export function namesBlock({ parameters }: Study, columns: readonly string[]): Block {
  const names = [...pythonNames(parameters).values()].map(pyString);
  return [
    `NAMES = ${pyList(names, 'NAMES = '.length)}`,
    `RESULT_COLUMNS = ${pyList(columns.map(pyString), 'RESULT_COLUMNS = '.length)}`,
  ].join('\n');
}

/** Lines that put what a search decides into the constants of the program, and the names of these. */
export function constantsOf(parameters: readonly Parameter[]): { constants: string[]; lines: string[] } {
  const names = pythonNames(parameters);
  const tuned = parameters.flatMap(({ address }) => {
    const constant = CONSTANTS[address];
    return constant === undefined ? [] : [{ constant, line: `    ${constant} = ${pythonValue(names.get(address) ?? '')}` }];
  });
  return { constants: tuned.map(({ constant }) => constant), lines: tuned.map(({ line }) => line) };
}

/** A block that names accuracy, for what is predicted. */
export const withScore = (block: Block, { base }: Study): Block => block.replaceAll('accuracy', scoreWords(base.data).name);

/** Prints the classes, within `main`; a number has none. */
export const printedClasses = ({ base }: Study): string =>
  isNumberTask(base.data) ? '' : `    print(f"Classes: {', '.join(CLASS_NAMES)}")\n`;
