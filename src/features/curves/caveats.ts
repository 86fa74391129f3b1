import { type Experiment, layersOf } from '@/experiment/experiment';
import { formatShare } from '@/experiment/words/numbers';
import type { EpochRecord } from '@/run/types';

/** Whether the losses of a run include an L1 or L2 penalty. */
export const hasPenalty = (experiment: Experiment): boolean =>
  layersOf(experiment).some((layer) => ('l1' in layer && layer.l1 > 0) || ('l2' in layer && layer.l2 > 0));

/**
 * Why the training accuracy of an epoch is below its validation accuracy, cause by cause: it is measured while the network learns, on what training
 * makes harder. `null` where it is not below.
 */
export function belowValidation({ training, validation }: EpochRecord, experiment: Experiment): string | null {
  if (!validation || training.accuracy >= validation.accuracy) return null;
  const { augmentation, labelNoise } = experiment.data;
  const causes = [
    'Training accuracy is the mean over the epoch, while the network was still learning; validation comes at the end of the epoch.',
  ];
  if (layersOf(experiment).some((layer) => layer.kind === 'dropout' && layer.rate > 0)) {
    causes.push('Dropout switched off part of the network during training, but not for validation.');
  }
  if (augmentation.steps.length > 0) causes.push('Augmentation changed the training images, but not the validation images.');
  if (labelNoise > 0) causes.push(`${formatShare(labelNoise)} of the training images have a wrong label on purpose.`);
  return causes.join(' ');
}
