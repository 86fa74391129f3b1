import { CLASSICAL_MODELS, type ClassicalModel, usesClassWeights } from '@/experiment/classical/models';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import { bareLayer, sameContent } from '@/experiment/identity';
import { kindOf } from '@/experiment/network/kinds';
import { inDigits } from './digits';
import { effective, valuesOf, valueWords } from './options';
import { SETTING_KEYS, SETTING_WORDS, type SettingKey } from './settings';

/** One setting of an Experiment in words. `key` names it: `data.split`, `layer.l3`, `training.learningRate`. */
export interface SettingRow {
  key: string;
  label: string;
  value: string;
}

/** A setting that differs from another Experiment's, which has `base` there. */
export type ChangedRow = SettingRow & { base: string };

/** A row with what it stands for. */
export type Setting = SettingRow & { content: unknown };

/** Every setting that decides what an Experiment computes, in words: data, layers, training. */
export const settingRows = (experiment: Experiment): SettingRow[] =>
  settingsOf(experiment).map(({ key, label, value }) => ({ key, label, value }));

const settingsOf = (experiment: Experiment): Setting[] => [
  ...wordedRows('data.', experiment),
  ...modelRows(experiment),
  ...wordedRows('training.', experiment).filter(({ key }) => counts(key, experiment)),
];

/** Every setting with what it stands for, layers named by their place: `layer.l1` is the first. */
export const comparableSettings = (experiment: Experiment): Setting[] => settingsOf(withLayerIds(experiment));

/**
 * The settings of `experiment` that differ by content from those of `base`, and what `base` has there ("none" for a layer that it lacks). Where one has
 * a network and the other has none, or another classical model, that is one difference: their options have nothing in common.
 */
export function changedRows(experiment: Experiment, base: Experiment): ChangedRow[] {
  const [own, theirs] = [settingsOf(withLayerIds(experiment)), settingsOf(withLayerIds(base))];
  const [kind, baseKind] = [classicalOf(experiment)?.kind, classicalOf(base)?.kind];
  if (kind === baseKind) return changesBetween(own, theirs);
  const shared = (rows: Setting[], others: Setting[]) =>
    rows.filter((row) => row.key !== 'model' && others.some(({ key }) => key === row.key));
  const model = { key: 'model', label: 'Model', value: modelName(experiment), base: modelName(base) };
  return [model, ...changesBetween(shared(own, theirs), shared(theirs, own))];
}

const modelName = ({ model }: Experiment): string => (model.kind === 'network' ? 'network' : CLASSICAL_MODELS[model.classical.kind].title);

function changesBetween(own: Setting[], base: Setting[]): ChangedRow[] {
  const theirs = new Map(base.map((row) => [row.key, row]));
  const changed = own.flatMap((row) => changeOf(row, theirs.get(row.key)));
  const keys = new Set(own.map((row) => row.key));
  const missing = base.filter(({ key }) => !keys.has(key)).map(({ key, label, value }) => ({ key, label, value: 'none', base: value }));
  return [...changed, ...missing];
}

/** The value of a layer that has nothing to choose. */
const NO_OPTIONS = 'no options';

/** A layer by its kind, and its options where it has any. */
export const layerWords = ({ label, value }: Pick<Setting, 'label' | 'value'>): string =>
  value === NO_OPTIONS ? label : `${label} ${value}`;

/** No row where both have the same content. Values that read alike are told apart by their digits; a layer of another kind is named too. */
function changeOf({ key, label, value, content }: Setting, base: Setting | undefined): ChangedRow[] {
  if (!base) return [{ key, label, value, base: 'none' }];
  if (sameContent(content, base.content)) return [];
  if (label !== base.label) return [{ key, label, value, base: layerWords(base) }];
  if (value !== base.value) return [{ key, label, value, base: base.value }];
  const [digits, baseDigits] = inDigits(content, base.content);
  return [{ key, label, value: `${value} (${digits})`, base: `${value} (${baseDigits})` }];
}

/** Layers are compared by their place: ids are no part of what is computed. */
const withLayerIds = (experiment: Experiment): Experiment => ({
  ...experiment,
  ...(experiment.model.kind === 'network' && {
    model: { ...experiment.model, layers: experiment.model.layers.map((layer, i) => ({ ...layer, id: `l${i + 1}` })) },
  }),
});

const wordedRows = (place: 'data.' | 'training.', experiment: Experiment): Setting[] =>
  SETTING_KEYS.filter((key) => key.startsWith(place)).map((key: SettingKey) => {
    const { label, long, content } = SETTING_WORDS[key];
    return { key, label, value: long(experiment), content: content(experiment) };
  });

/** Of the training settings only the seed counts for a classical model, and for some the class weights. */
function counts(key: string, experiment: Experiment): boolean {
  const classical = classicalOf(experiment);
  return !classical || key === 'training.seed' || (key === 'training.classWeights' && usesClassWeights(classical));
}

function modelRows({ model }: Experiment): Setting[] {
  if (model.kind === 'classical') return classicalRows(model.classical);
  return model.layers.map((layer) => {
    const { title, summary, fields } = kindOf(layer);
    return { key: `layer.${layer.id}`, label: title, value: summary(layer) || NO_OPTIONS, content: effective(fields, bareLayer(layer)) };
  });
}

function classicalRows(model: ClassicalModel): Setting[] {
  const { title, fields } = CLASSICAL_MODELS[model.kind];
  const options = fields.map((field) => {
    const content = valuesOf(model)[field.name];
    return { key: `model.${field.name}`, label: field.label, value: valueWords(field, content), content };
  });
  return [{ key: 'model', label: 'Model', value: title, content: model.kind }, ...options];
}
