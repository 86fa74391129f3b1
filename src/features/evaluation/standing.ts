import type { DatasetId } from '@/experiment/data/datasets';
import { itemsInWords } from '@/experiment/data/labels';
import { momentWords } from '@/metrics/set-words';
import type { EvaluationSet } from '@/run/types';
import type { SetPredictions } from '@/stores/types';

export const SET_NAMES: Record<EvaluationSet, string> = { validation: 'Validation', test: 'Test' };

/**
 * What answers are of: "Test, 2,000 images, after epoch 4".
 *
 * @param stepsPerEpoch 0 of a classical model, which has no steps
 */
export function standingOf(predictions: SetPredictions, dataset: DatasetId, stepsPerEpoch: number): string {
  const { set, targets } = predictions;
  return [SET_NAMES[set], itemsInWords({ dataset }, targets.length), momentWords(predictions, stepsPerEpoch)].filter(Boolean).join(', ');
}
