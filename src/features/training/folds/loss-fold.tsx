import type { Question } from '@/experiment/data/classes';
import { taskOutput } from '@/experiment/data/classes';
import { LOSSES, type Loss, lossesFor, lossTitle } from '@/experiment/training/losses';
import { SelectField } from '@/ui/fields/select-field';
import { Fold } from '@/ui/fold';
import { lossInForce } from '../in-force';
import styles from '../training-panel.module.css';
import { ClassWeightsFields } from './class-weights-fields';
import type { FoldProps } from './fold-props';

/** What training minimizes, and how much each class counts in it. */
export function LossFold({ training, question, problemOf, wrongIn, onTraining }: FoldProps & { question: Question }) {
  const { loss } = training;
  const { words, changed } = lossInForce(training);
  const { activation } = taskOutput(question);
  return (
    <Fold title="Loss" summary={words} changed={changed} wrong={wrongIn('classWeights') || wrongIn('loss')}>
      <div className={styles.grid}>
        <div className={styles.double}>
          <SelectField
            label="Loss function"
            help={LOSSES[loss].help}
            address="training.loss"
            value={loss}
            options={lossesFor(activation).map((name) => ({ value: name, label: lossTitle(name, activation) }))}
            error={problemOf('loss')}
            onChange={(name) => onTraining({ loss: name as Loss })}
          />
        </div>
        {activation !== 'linear' && (
          <ClassWeightsFields training={training} question={question} problemOf={problemOf} onTraining={onTraining} />
        )}
      </div>
    </Fold>
  );
}
