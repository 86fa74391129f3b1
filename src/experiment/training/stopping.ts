import { type Choice, optionIssues, type SettingIssue } from '@/experiment/setting-issue';
import { minDeltaField, monitorField, patienceField, watchingIssues } from './monitors';
import type { EarlyStopping } from './types';

/** Early stopping; an Experiment without has `null`. */
export const EARLY_STOPPING: Choice<EarlyStopping> = {
  title: 'Early stopping',
  help: 'Ends the run when the network stops getting better.',
  defaults: { monitor: 'validationLoss', patience: 3, minDelta: 0, restoreBestWeights: true },
  fields: [
    monitorField,
    patienceField('Epochs without an improvement until the run ends.'),
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
  const wrong = optionIssues(EARLY_STOPPING.fields, stopping, 'earlyStopping.');
  return wrong.length > 0 ? wrong : watchingIssues(stopping, 'earlyStopping.', run);
}
