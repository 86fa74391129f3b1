import { taskOutput } from '@/experiment/data/classes';
import type { Task } from '@/experiment/data/types';
import { LOSSES } from '@/experiment/training/settings';
import type { Loss } from '@/experiment/training/types';
import { Fold } from '@/ui/fold';
import { SelectField } from '@/ui/select-field';
import { ClassWeightsFields } from './class-weights-fields';
import type { FoldProps } from './fold-props';
import { lossInForce, lossTitle } from './setting-words';
import styles from './training-panel.module.css';

const LOSS_NAMES = Object.keys(LOSSES) as Loss[];

/** What training minimises, and how much each class counts in it. */
export function LossFold({ training, task, problemOf, wrongIn, onTraining }: FoldProps & { task: Task }) {
  const { loss } = training;
  const { words, changed } = lossInForce(training);
  const { activation } = taskOutput(task);
  return (
    <Fold title="Loss" summary={words} changed={changed} wrong={wrongIn('classWeights')}>
      <div className={styles.grid}>
        <div className={styles.double}>
          <SelectField
            label="Loss function"
            help={LOSSES[loss].help}
            value={loss}
            options={LOSS_NAMES.map((name) => ({ value: name, label: lossTitle(name, activation) }))}
            onChange={(name) => onTraining({ loss: name as Loss })}
          />
        </div>
        <ClassWeightsFields training={training} task={task} problemOf={problemOf} onTraining={onTraining} />
      </div>
    </Fold>
  );
}
