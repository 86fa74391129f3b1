import { formatBytes } from '@/experiment/words/numbers';
import type { Issue } from './issue';
import type { PlannedLayer } from './plan';
import { sizeOf } from './shape';
import type { WeightSpec } from './types';

/** More parameters than this are refused: with Adam's two memories and the gradients they need four times their own size. */
export const MAX_PARAMETERS = 30_000_000;

/** Numbers that one layer may put out for a whole batch (1 GB of floats). */
export const MAX_ACTIVATIONS = 2 ** 28;

/** Multiply-adds that drawing an orthogonal kernel may take (some ten seconds). */
export const MAX_ORTHOGONAL = 1e10;

/** Layers in a network that is trained. */
export const MAX_LAYERS = 100;

/** Layers that a person can put into one stack. */
export const MAX_STACKED = 200;

/** Layers of a network that is read from storage, a link or a file: far more than anyone stacks, so that no stored design is lost. */
export const MAX_READ = 1000;

/** Refuses what no tab could hold, at the layer that asks for most. */
export function sizeIssues(layers: PlannedLayer[], batchSize: number): Issue[] {
  const issues = layers.flatMap((entry) => layerIssues(entry, batchSize));
  if (issues.length > 0) return issues;
  const total = layers.reduce((sum, entry) => sum + entry.trainable + entry.nonTrainable, 0);
  const largest = layers.reduce((most, entry) => (entry.trainable > most.trainable ? entry : most));
  if (total > MAX_PARAMETERS) issues.push(issueAt(largest, `The network has ${millions(total)} parameters. ${limitWords()}`));
  const last = layers.at(-1);
  if (last && layers.length - 1 > MAX_LAYERS)
    issues.push(issueAt(last, `The network has ${layers.length - 1} layers. At most ${MAX_LAYERS} can be trained. Remove some.`));
  return issues;
}

const millions = (count: number) => `${(count / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} million`;
/** Put together when it is needed: the first number that is written in words loads the browser's tables of languages, which takes longer than all of this code. */
const limitWords = () => `A browser tab can train at most ${millions(MAX_PARAMETERS)}. Use fewer units, or add pooling before Flatten.`;

const issueAt = (entry: PlannedLayer, message: string): Issue => ({ layer: entry.layer.id, message, severity: 'error' });

function layerIssues(entry: PlannedLayer, batchSize: number): Issue[] {
  const parameters = entry.trainable + entry.nonTrainable;
  if (parameters > MAX_PARAMETERS) return [issueAt(entry, `This layer alone has ${millions(parameters)} parameters. ${limitWords()}`)];
  if (entry.weights.some((weight) => orthogonalCost(weight) > MAX_ORTHOGONAL)) {
    return [
      issueAt(entry, 'Drawing the orthogonal start of its weights would take minutes. Use fewer units, or another kernel initializer.'),
    ];
  }
  const activations = batchSize * widestOf(entry);
  // Not a number while the batch size is half typed, which its own field says.
  if (!(activations > MAX_ACTIVATIONS)) return [];
  const bytes = formatBytes(activations * 4);
  return [issueAt(entry, `This layer's output for a batch of ${batchSize} would take ${bytes}. Use fewer filters or a smaller batch.`)];
}

/** Numbers that a layer makes of one image: what it puts out, or the gates of all steps where it is recurrent. */
function widestOf({ inputShape, outputShape, weights }: PlannedLayer): number {
  const gates = weights.find(({ name }) => name === 'recurrentKernel')?.shape.at(-1) ?? 0;
  return Math.max(outputShape ? sizeOf(outputShape) : 0, gates * (inputShape?.[0] ?? 0));
}

/** Rows times columns times the smaller of both, of the kernel laid out as a matrix. */
function orthogonalCost({ initializer, shape }: WeightSpec): number {
  if (initializer !== 'orthogonal') return 0;
  const columns = shape.at(-1) ?? 1;
  const rows = sizeOf(shape) / columns;
  return rows * columns * Math.min(rows, columns);
}
