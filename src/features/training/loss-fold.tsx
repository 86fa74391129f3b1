import { taskClassNames, taskOutput } from '@/experiment/data/classes';
import type { Task } from '@/experiment/data/types';
import { CLASS_WEIGHTS, classWeightField, classWeightsOf } from '@/experiment/training/class-weights';
import { LOSSES } from '@/experiment/training/settings';
import type { ClassWeights, Loss } from '@/experiment/training/types';
import { Button } from '@/ui/button';
import { Fold } from '@/ui/fold';
import { SelectField } from '@/ui/select-field';
import type { FoldProps } from './fold-props';
import { OptionFields } from './option-fields';
import { lossInForce, lossTitle } from './setting-words';
import styles from './training-panel.module.css';

const LOSS_NAMES = Object.keys(LOSSES) as Loss[];
const WEIGHT_KINDS = Object.keys(CLASS_WEIGHTS) as ClassWeights['kind'][];

/** What training minimises, and how much each class counts in it. */
export function LossFold({ training, task, problemOf, wrongIn, onTraining }: FoldProps & { task: Task }) {
  const { loss, classWeights } = training;
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
        <SelectField
          label="Class weights"
          help={CLASS_WEIGHTS[classWeights.kind].help}
          value={classWeights.kind}
          options={WEIGHT_KINDS.map((kind) => ({ value: kind, label: CLASS_WEIGHTS[kind].title }))}
          onChange={(kind) => onTraining({ classWeights: classWeightsOf(kind as ClassWeights['kind'], task) })}
        />
        {problemOf('classWeights') && <p className={styles.problem}>{problemOf('classWeights')}</p>}
        {classWeights.kind === 'custom' && (
          <OwnWeights weights={classWeights.weights} task={task} problemOf={problemOf} onTraining={onTraining} />
        )}
      </div>
    </Fold>
  );
}

interface OwnWeightsProps extends Pick<FoldProps, 'problemOf' | 'onTraining'> {
  weights: readonly number[];
  task: Task;
}

/** A number for each class; where another task was chosen since, a way to begin again. */
function OwnWeights({ weights, task, problemOf, onTraining }: OwnWeightsProps) {
  const names = taskClassNames(task);
  if (names.length !== weights.length) {
    return (
      <Button className={styles.wide} onClick={() => onTraining({ classWeights: classWeightsOf('custom', task) })}>
        Begin again with 1 for each class
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
