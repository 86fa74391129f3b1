import type { ClassicalModel } from '@/experiment/classical/models';
import { AUGMENTATIONS, type AugmentationStep } from '@/experiment/data/augmentations';
import type { Experiment } from '@/experiment/experiment';
import type { Layer } from '@/experiment/network/kinds';
import type { ClassWeights } from '@/experiment/training/class-weights';
import { CLIPPINGS } from '@/experiment/training/clipping';
import { EARLY_STOPPING } from '@/experiment/training/early-stopping';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import { SCHEDULES } from '@/experiment/training/schedules';
import type { ParameterValue } from './domain';
import type { Address } from './settings';

/** The Experiment with one setting changed; as it was where it has no such setting. */
export function withSetting(experiment: Experiment, { address, blocks, designs }: Address, value: ParameterValue): Experiment {
  if (designs) return designs[String(value)] ?? experiment;
  const [root = '', name = '', option] = partsOf(address);
  const { data, training } = experiment;
  if (root === 'training') return { ...experiment, training: withTraining(training, [name, option], value) };
  if (root === 'classical') return withClassical(experiment, name, value);
  if (root === 'data') return { ...experiment, data: { ...data, [name]: value } };
  if (root === 'augmentation') {
    const steps = withStep(data.augmentation.steps, name as AugmentationStep['kind'], option, value);
    return { ...experiment, data: { ...data, augmentation: { ...data.augmentation, steps } } };
  }
  return withLayers(experiment, (layers) => {
    if (root === 'present') return value === false ? layers.filter(({ id }) => id !== name) : layers;
    if (root === 'blocks') {
      const gone = new Set((blocks ?? []).slice(Number(value)).flat());
      return layers.filter(({ id }) => !gone.has(id));
    }
    // The option is one of the layer's own: `settingAt` found it there.
    return layers.map((layer) => (layer.id === name && option ? ({ ...layer, [option]: value } as Layer) : layer));
  });
}

/** The parts of an address. The id of a layer may have points in it, and so has "classWeights.weights"; the name of an option never has. */
export function partsOf(address: string): [root: string, name: string, option?: string] {
  const at = address.indexOf('.');
  const [root, rest] = [address.slice(0, at), address.slice(at + 1)];
  const last = rest.lastIndexOf('.');
  if (root === 'present' || root === 'blocks' || last < 0) return [root, rest];
  return [root, rest.slice(0, last), rest.slice(last + 1)];
}

/** The choices of the training that have options of their own, with their defaults. */
const CHOICES = { optimizer: OPTIMIZERS, schedule: SCHEDULES, clipping: CLIPPINGS } as const;

function withTraining(
  training: Experiment['training'],
  [name, option]: [string, string | undefined],
  value: ParameterValue,
): Experiment['training'] {
  if (name === 'classWeights.weights')
    return { ...training, classWeights: withWeight(training.classWeights, Number(option), Number(value)) };
  const own: unknown = training[name as keyof Experiment['training']];
  // The option is one of the choice's own: `settingAt` found it there.
  if (option) return own && typeof own === 'object' ? { ...training, [name]: { ...own, [option]: value } } : training;
  if (name === 'earlyStopping')
    return { ...training, earlyStopping: value === true ? (training.earlyStopping ?? EARLY_STOPPING.defaults) : null };
  if (name === 'classWeights') return { ...training, classWeights: { kind: value === 'balanced' ? 'balanced' : 'none' } };
  if (!(name in CHOICES)) return { ...training, [name]: value };
  const table: Readonly<Record<string, { defaults: object }>> = CHOICES[name as keyof typeof CHOICES];
  return { ...training, [name]: table[String(value)]?.defaults ?? own };
}

/** As they are where they are not a person's own. */
const withWeight = (weights: ClassWeights, at: number, weight: number): ClassWeights =>
  weights.kind === 'custom' && at < weights.weights.length ? { ...weights, weights: weights.weights.with(at, weight) } : weights;

/** The option is one of the model's own: `settingAt` found it there. */
function withClassical(experiment: Experiment, option: string, value: ParameterValue): Experiment {
  const { model } = experiment;
  if (model.kind !== 'classical') return experiment;
  return { ...experiment, model: { ...model, classical: { ...model.classical, [option]: value } as ClassicalModel } };
}

function withStep(
  steps: readonly AugmentationStep[],
  kind: AugmentationStep['kind'],
  option: string | undefined,
  value: ParameterValue,
): AugmentationStep[] {
  if (option) return steps.map((step) => (step.kind === kind ? ({ ...step, [option]: value } as AugmentationStep) : step));
  const others = steps.filter((step) => step.kind !== kind);
  const own = steps.find((step) => step.kind === kind);
  return value === true ? (own ? [...steps] : [...others, AUGMENTATIONS[kind].defaults]) : others;
}

function withLayers(experiment: Experiment, change: (layers: Layer[]) => Layer[]): Experiment {
  const { model } = experiment;
  return model.kind === 'network' ? { ...experiment, model: { ...model, layers: change(model.layers) } } : experiment;
}
