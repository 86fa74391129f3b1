import * as v from 'valibot';
import type { Choice } from '@/experiment/choice';
import { number } from '@/experiment/schema-parts';
import { at, optionIssues, type SettingIssue } from '@/experiment/setting-issue';
import { minDeltaField, monitorField, monitorSchema, patienceField, watchingIssues } from './monitors';

export const earlyStoppingSchema = v.object({
  monitor: monitorSchema,
  patience: number,
  minDelta: number,
  restoreBestWeights: v.boolean(),
});

/**
 * When to stop before the last epoch (Keras's EarlyStopping): no improvement of more than minDelta for `patience` epochs. `restoreBestWeights`
 * ends with the weights of the best epoch, also where the run went to its last one (as Keras 3 does).
 */
export type EarlyStopping = v.InferOutput<typeof earlyStoppingSchema>;

/** Early stopping; an Experiment without has `null`. */
export const EARLY_STOPPING: Choice<EarlyStopping> = {
  title: 'Early stopping',
  help: 'Ends the run when the network stops getting better.',
  defaults: { monitor: 'validationLoss', patience: 3, minDelta: 0, restoreBestWeights: true },
  fields: [
    monitorField,
    patienceField('Epochs without an improvement before the run ends.'),
    minDeltaField,
    {
      name: 'restoreBestWeights',
      label: 'restore best weights',
      help: 'Ends with the weights of the best epoch instead of the last one’s.',
      type: 'boolean',
    },
  ],
};

/** What is wrong with early stopping: at `earlyStopping.<option>`. `run.validation` is the number of validation images. */
export function stoppingIssues(stopping: EarlyStopping | null, run: { epochs: number; validation: number }): SettingIssue[] {
  if (!stopping) return [];
  const wrong = optionIssues(EARLY_STOPPING.fields, stopping);
  return at('earlyStopping', wrong.length > 0 ? wrong : watchingIssues(stopping, run));
}
