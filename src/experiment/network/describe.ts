import { type Question, taskOutput } from '@/experiment/data/classes';
import { inputShapeOf } from '@/experiment/data/datasets';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { fieldApplies, fieldProblem } from '@/experiment/field';
import type { Issue } from './issue';
import { KINDS, kindOf, type Layer } from './kinds';
import type { DenseLayer } from './kinds/dense';
import { sizeIssues } from './limits';
import { findMend } from './mends';
import { KERNEL_DEFAULTS } from './parts/kernel';
import { type Inferred, isRefusal, type Refusal } from './parts/kind';
import type { NetworkPlan, PlannedLayer } from './plan';
import { receptiveFields } from './receptive-field';
import { sizeOf } from './shape';
import { type Activation, OUTPUT_ID, type Shape, type WeightSpec } from './types';

type DescribedLayer = Omit<PlannedLayer, 'receptiveField'>;

/** The layer that ends every network: as many softmax outputs as classes, one sigmoid for a pair, or one linear output for a number. */
export function outputLayer(question: Question): DenseLayer {
  const { units, activation } = taskOutput(question);
  return { id: OUTPUT_ID, kind: 'dense', units, activation, negativeSlope: 0, ...KERNEL_DEFAULTS };
}

/**
 * Works a stack out: shapes, parameters, multiply-adds, and everything that is wrong with it, keyed by layer. Never throws.
 * `batchSize` lets it refuse what would not fit into memory.
 */
export function describeNetwork(layers: readonly Layer[], question: Question, batchSize = 1): NetworkPlan {
  const described: DescribedLayer[] = [];
  const issues: Issue[] = [];
  const inputShape = inputShapeOf(question.dataset);
  let shape: Shape | null = inputShape;
  for (const layer of [...layers, outputLayer(question)]) {
    const wrongFields = fieldIssues(layer);
    issues.push(...wrongFields);
    const answer: Inferred | Refusal | null = shape && wrongFields.length === 0 ? kindOf(layer).infer(layer, shape) : null;
    if (shape && answer && isRefusal(answer)) issues.push(refusalIssue(layer, answer, shape, described));
    described.push(describeLayer(layer, shape, answer && !isRefusal(answer) ? answer : null));
    shape = described.at(-1)?.outputShape ?? null;
  }
  const fields = receptiveFields(described);
  const seeing = described.map((entry, i) => ({ ...entry, receptiveField: fields[i] ?? null }));
  issues.push(...adviceIssues(layers), ...sizeIssues(seeing, batchSize));
  return { inputShape, layers: seeing, issues, ...totals(seeing) };
}

/** `describeNetwork` of an Experiment; means nothing where its model is a classical one. */
export const planOf = (experiment: Experiment): NetworkPlan =>
  describeNetwork(layersOf(experiment), experiment.data, experiment.training.batchSize);

/** Every weight array of an Experiment's network, in Keras's order. Empty entries do not occur; meaningful only where there are no errors. */
export const weightSpecs = (experiment: Experiment): WeightSpec[] => planOf(experiment).layers.flatMap((layer) => layer.weights);

function describeLayer(layer: Layer, inputShape: Shape | null, inferred: Inferred | null): DescribedLayer {
  const weights = (inferred?.weights ?? []).map((weight) => ({ ...weight, layer: layer.id }));
  const count = (trainable: boolean) =>
    weights.filter((weight) => weight.trainable === trainable).reduce((sum, weight) => sum + sizeOf(weight.shape), 0);
  return {
    layer,
    inputShape,
    outputShape: inferred?.outputShape ?? null,
    weights,
    trainable: count(true),
    nonTrainable: count(false),
    multiplyAdds: inferred?.multiplyAdds ?? 0,
  };
}

function totals(layers: PlannedLayer[]): Pick<NetworkPlan, 'trainable' | 'nonTrainable' | 'multiplyAdds' | 'bytes'> {
  const sum = (of: (layer: PlannedLayer) => number) => layers.reduce((total, layer) => total + of(layer), 0);
  const trainable = sum((layer) => layer.trainable);
  const nonTrainable = sum((layer) => layer.nonTrainable);
  return { trainable, nonTrainable, multiplyAdds: sum((layer) => layer.multiplyAdds), bytes: 4 * (trainable + nonTrainable) };
}

function fieldIssues(layer: Layer): Issue[] {
  if (layer.id === OUTPUT_ID) return [];
  return kindOf(layer)
    .fields.filter((field) => fieldApplies(field, layer))
    .flatMap((field) => {
      const problem = fieldProblem(field, layer[field.name as keyof Layer]);
      return problem ? [{ layer: layer.id, message: problem, field: field.name, severity: 'error' as const }] : [];
    });
}

function refusalIssue(layer: Layer, refusal: Refusal, input: Shape, before: DescribedLayer[]): Issue {
  const isOutput = layer.id === OUTPUT_ID;
  const problem = isOutput ? refusal.problem.replace(/^Dense/, 'The output') : refusal.problem;
  const hint = isOutput && before.length === 0 ? 'With Flatten alone, this is softmax regression.' : '';
  const { advice, ...mend } = findMend(layer, refusal.mend, input, before) ?? { advice: '' };
  return {
    layer: layer.id,
    message: [problem, advice, hint].filter(Boolean).join(' '),
    severity: 'error',
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    ...('action' in mend ? { mend } : {}),
  };
}

/** What works but is seldom meant. */
function adviceIssues(layers: readonly Layer[]): Issue[] {
  return layers
    .filter((layer) => 'activation' in layer && layer.activation === 'softmax')
    .map((layer) => {
      const usual = usualActivation(layer);
      return {
        layer: layer.id,
        field: 'activation',
        severity: 'warning',
        message: `Softmax inside the network makes outputs compete, which slows learning. The output layer already gives probabilities. Use ${usual}.`,
        mend: { label: `Use ${usual}`, action: 'set', field: 'activation', value: usual },
      };
    });
}

function usualActivation(layer: Layer): Activation {
  const { defaults } = KINDS[layer.kind];
  return 'activation' in defaults ? defaults.activation : 'relu';
}
