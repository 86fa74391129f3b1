import { CLASS_NAMES } from '@/experiment/data/classes';
import { SelectField } from '@/ui/fields/select-field';
import styles from './data-settings.module.css';
import { problemAt } from './issues';
import type { SettingsProps } from './settings-props';

const OPTIONS = CLASS_NAMES.map((name, label) => ({ value: String(label), label: name }));

/** The two garments to tell apart. The same one twice is allowed, and explained. */
export function PairFields({ classes, issues, onData }: SettingsProps & { classes: [number, number] }) {
  const [first, second] = classes;
  const set = (pair: [number, number]) => onData('task pair', { task: { kind: 'pair', classes: pair } });
  return (
    <div className={styles.pair}>
      <SelectField label="One garment" value={String(first)} options={OPTIONS} onChange={(label) => set([Number(label), second])} />
      <SelectField
        label="The other garment"
        value={String(second)}
        options={OPTIONS}
        error={problemAt(issues, 'task.classes')}
        onChange={(label) => set([first, Number(label)])}
      />
    </div>
  );
}
