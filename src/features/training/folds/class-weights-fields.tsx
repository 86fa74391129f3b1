import type { Question } from '@/experiment/data/classes';
import { taskClassNames } from '@/experiment/data/classes';
import { CLASS_WEIGHT_KINDS, CLASS_WEIGHTS, classWeightField, classWeightsOf } from '@/experiment/training/class-weights';
import type { ClassWeights } from '@/experiment/training/types';
import { Button } from '@/ui/button';
import { SelectField } from '@/ui/fields/select-field';
import styles from '../training-panel.module.css';
import type { FoldProps } from './fold-props';
import { OptionFields } from './option-fields';

/** How much each class counts: a choice, and for custom weights a number each. Cells of the surrounding grid. */
export function ClassWeightsFields({
  training,
  question,
  problemOf,
  onTraining,
}: Omit<FoldProps, 'wrongIn' | 'remarkOf'> & { question: Question }) {
  const { classWeights } = training;
  return (
    <>
      <SelectField
        label="Class weights"
        help={CLASS_WEIGHTS[classWeights.kind].help}
        address="training.classWeights"
        value={classWeights.kind}
        options={CLASS_WEIGHT_KINDS.map((kind) => ({ value: kind, label: CLASS_WEIGHTS[kind].title }))}
        onChange={(kind) => onTraining({ classWeights: classWeightsOf(kind as ClassWeights['kind'], question) })}
      />
      {problemOf('classWeights') && <p className={styles.problem}>{problemOf('classWeights')}</p>}
      {classWeights.kind === 'custom' && (
        <OwnWeights weights={classWeights.weights} question={question} problemOf={problemOf} onTraining={onTraining} />
      )}
    </>
  );
}

interface OwnWeightsProps extends Pick<FoldProps, 'problemOf' | 'onTraining'> {
  weights: readonly number[];
  question: Question;
}

/** A number for each class; where another task was chosen since, a way to start over. */
function OwnWeights({ weights, question, problemOf, onTraining }: OwnWeightsProps) {
  const names = taskClassNames(question);
  if (names.length !== weights.length) {
    return (
      <Button className={styles.wide} onClick={() => onTraining({ classWeights: classWeightsOf('custom', question) })}>
        Reset all to 1
      </Button>
    );
  }
  return (
    <OptionFields
      fields={names.map(classWeightField)}
      values={weights}
      prefix="classWeights.weights."
      problemOf={problemOf}
      onChange={(place, value) => onTraining({ classWeights: { kind: 'custom', weights: weights.with(Number(place), Number(value)) } })}
    />
  );
}
