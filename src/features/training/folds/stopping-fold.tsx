import { EARLY_STOPPING } from '@/experiment/training/early-stopping';
import type { EarlyStopping } from '@/experiment/training/types';
import { CheckField } from '@/ui/fields/check-field';
import { Fold } from '@/ui/fold';
import { stoppingInForce } from '../in-force';
import styles from '../training-panel.module.css';
import type { FoldProps } from './fold-props';
import { OptionFields } from './option-fields';

/** Whether and when a run ends before its last epoch. */
export function StoppingFold({ training, problemOf, remarkOf, wrongIn, onTraining }: FoldProps) {
  const { earlyStopping } = training;
  const { words, changed } = stoppingInForce(earlyStopping);
  const { title, help, defaults, fields } = EARLY_STOPPING;
  return (
    <Fold title={title} summary={words} changed={changed} wrong={wrongIn('earlyStopping')}>
      <div className={styles.grid}>
        <div className={styles.wide}>
          <CheckField
            label="Stop early"
            help={help}
            address="training.earlyStopping"
            checked={earlyStopping !== null}
            onChange={(on) => onTraining({ earlyStopping: on ? defaults : null })}
          />
        </div>
        {earlyStopping && (
          <OptionFields
            fields={fields}
            values={earlyStopping}
            prefix="earlyStopping."
            problemOf={problemOf}
            remarkOf={remarkOf}
            onChange={(name, value) => onTraining({ earlyStopping: { ...earlyStopping, [name]: value } as EarlyStopping })}
          />
        )}
      </div>
    </Fold>
  );
}
