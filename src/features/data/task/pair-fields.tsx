import { labelName, labelsOf } from '@/experiment/data/labels';
import { SelectField } from '@/ui/fields/select-field';
import styles from '../data-settings.module.css';
import { problemAt } from '../issues';
import type { SettingsProps } from '../settings-props';

/** The two classes to tell apart. The same one twice is allowed, and explained. */
export function PairFields({ data, classes, issues, onData }: SettingsProps & { classes: [number, number] }) {
  const [first, second] = classes;
  const options = labelsOf(data).map((label) => ({ value: String(label), label: labelName(data, label) }));
  const set = (pair: [number, number]) => onData('task pair', { task: { kind: 'pair', classes: pair } });
  return (
    <div className={styles.pair}>
      <SelectField label="One class" value={String(first)} options={options} onChange={(label) => set([Number(label), second])} />
      <SelectField
        label="The other class"
        value={String(second)}
        options={options}
        error={problemAt(issues, 'task.classes')}
        onChange={(label) => set([first, Number(label)])}
      />
    </div>
  );
}
