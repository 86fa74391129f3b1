import { type ClassicalModel, usesClassWeights } from '@/experiment/classical/models';
import type { Question } from '@/experiment/data/classes';
import { itemName } from '@/experiment/data/labels';
import { SETTINGS } from '@/experiment/training/settings';
import { NumberField } from '@/ui/fields/number-field';
import { ClassWeightsFields } from './folds/class-weights-fields';
import type { FoldProps } from './folds/fold-props';
import styles from './training-panel.module.css';

interface ClassicalSettingsProps extends Omit<FoldProps, 'wrongIn' | 'remarkOf'> {
  model: ClassicalModel;
  question: Question;
}

/** What of the training settings counts for a model that is no network, and why there is no more. */
export function ClassicalSettings({ model, question, training, problemOf, onTraining }: ClassicalSettingsProps) {
  const { label, help, min, max } = SETTINGS.seed;
  return (
    <>
      <div className={styles.grid}>
        <NumberField
          label={label}
          help={help}
          min={min}
          max={max}
          value={training.seed}
          error={problemOf('seed')}
          onChange={(seed) => onTraining({ seed: seed ?? Number.NaN })}
        />
        {usesClassWeights(model) && (
          <ClassWeightsFields training={training} question={question} problemOf={problemOf} onTraining={onTraining} />
        )}
      </div>
      <p className={styles.note}>
        It uses all training {itemName(question)}s at once: no epochs, batches, learning rate or engine to choose.
      </p>
    </>
  );
}
