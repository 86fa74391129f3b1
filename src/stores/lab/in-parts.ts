import type { ImageAnswers, TrainingAnswers } from '@/worker/protocol';

/** Images asked at once: some seconds of work for a large network. */
const PART = 2000;

/**
 * Asks a model about all of its training images, part by part, so that progress shows and the wait can end.
 *
 * @param askPart answers `count` images from `from` on, fewer at the end
 * @param onDone is told after each part how many of how many answers are there
 * @throws Error once `signal` is aborted, or where the model learned on between two parts
 */
export async function inParts(
  askPart: (from: number, count: number) => Promise<TrainingAnswers>,
  onDone: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<ImageAnswers> {
  const { total, ...first } = await askPart(0, PART);
  const classes = first.classNames.length;
  const all = {
    ...first,
    indices: new Uint32Array(total),
    targets: new Uint8Array(total),
    probabilities: new Float32Array(total * classes),
  };
  let [part, from] = [first, 0];
  for (;;) {
    if (part.step !== first.step) throw new Error('The model learned on in between. Try again.');
    all.indices.set(part.indices, from);
    all.targets.set(part.targets, from);
    all.probabilities.set(part.probabilities, from * classes);
    from += part.indices.length;
    onDone(from, total);
    if (from >= total || part.indices.length === 0) return all;
    signal.throwIfAborted();
    part = await askPart(from, PART);
    signal.throwIfAborted();
  }
}
