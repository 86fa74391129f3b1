import { CLIPPING_KINDS, CLIPPINGS } from '@/experiment/training/clipping';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import type { Clipping, Optimizer } from '@/experiment/training/types';
import { SelectField } from '@/ui/fields/select-field';
import { Fold } from '@/ui/fold';
import { optimizerInForce } from '../in-force';
import styles from '../training-panel.module.css';
import type { FoldProps } from './fold-props';
import { OptionFields } from './option-fields';

/** The optimizer's own options, and the clipping of the gradients that it is given. */
export function OptimizerFold({ training, problemOf, wrongIn, onTraining }: FoldProps) {
  const { optimizer, clipping } = training;
  const { words, changed } = optimizerInForce(optimizer, clipping);
  return (
    <Fold title="Optimizer options" summary={words} changed={changed} wrong={wrongIn('optimizer', 'clipping')}>
      <div className={styles.grid}>
        <OptionFields
          fields={OPTIMIZERS[optimizer.kind].fields}
          values={optimizer}
          prefix="optimizer."
          problemOf={problemOf}
          // The cast lets half-typed numbers in: they have to be kept to be explained.
          onChange={(name, value) => onTraining({ optimizer: { ...optimizer, [name]: value } as Optimizer })}
        />
        <div className={styles.double}>
          <SelectField
            label="Gradient clipping"
            help={CLIPPINGS[clipping.kind].help}
            address="training.clipping"
            value={clipping.kind}
            options={CLIPPING_KINDS.map((kind) => ({ value: kind, label: CLIPPINGS[kind].title }))}
            onChange={(kind) => onTraining({ clipping: CLIPPINGS[kind as Clipping['kind']].defaults })}
          />
        </div>
        <OptionFields
          fields={CLIPPINGS[clipping.kind].fields}
          values={clipping}
          prefix="clipping."
          problemOf={problemOf}
          onChange={(name, value) => onTraining({ clipping: { ...clipping, [name]: value } as Clipping })}
        />
      </div>
    </Fold>
  );
}
