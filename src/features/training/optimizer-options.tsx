import type { Field } from '@/experiment/network/fields';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import type { Optimizer } from '@/experiment/training/types';
import type { EngineChoice } from '@/stores/types';
import { CheckField } from '@/ui/check-field';
import { NumberField } from '@/ui/number-field';
import { SelectField } from '@/ui/select-field';
import type { TrainingPanelProps } from './training-panel';
import styles from './training-panel.module.css';

interface Props extends Pick<TrainingPanelProps, 'training' | 'engine' | 'engines' | 'onEngine' | 'running'> {
  problemOf(field: string): string | undefined;
  onOption(name: string, value: number | boolean): void;
}

/** What is seldom changed, folded away; the summary says in one line what is in force. */
export function OptimizerOptions({ training, engine, engines, onEngine, running, problemOf, onOption }: Props) {
  const { optimizer } = training;
  const { fields } = OPTIMIZERS[optimizer.kind];
  const wrong = fields.some((field) => problemOf(`optimizer.${field.name}`));
  return (
    <details className={styles.more} open={wrong || undefined}>
      <summary>
        More <span>{summarize(optimizer, fields)}</span>
      </summary>
      <div className={styles.grid}>
        {fields.map((field) => (
          <Option
            key={field.name}
            field={field}
            value={optimizer[field.name as keyof Optimizer]}
            error={problemOf(`optimizer.${field.name}`)}
            onChange={(value) => onOption(field.name, value)}
          />
        ))}
        <div className={styles.wide}>
          <SelectField
            label="Engine"
            help="What computes: the graphics card, or the processor. Automatic measures this network on this machine."
            value={engine}
            options={engines}
            disabled={running}
            onChange={(value) => onEngine(value as EngineChoice)}
          />
        </div>
      </div>
    </details>
  );
}

interface OptionProps {
  field: Field;
  value: unknown;
  error: string | undefined;
  onChange(value: number | boolean): void;
}

function Option({ field, value, error, onChange }: OptionProps) {
  if (field.type === 'boolean') return <CheckField label={field.label} help={field.help} checked={value === true} onChange={onChange} />;
  return (
    <NumberField
      label={field.label}
      help={field.help}
      value={value as number}
      error={error}
      onChange={(next) => onChange(next ?? Number.NaN)}
    />
  );
}

const summarize = (optimizer: Optimizer, fields: Field[]): string =>
  fields.map((field) => `${field.label} = ${words(optimizer[field.name as keyof Optimizer])}`).join(' · ');

const words = (value: unknown) => (typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value));
