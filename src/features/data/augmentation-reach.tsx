import { AUGMENTATION_MODES } from '@/experiment/data/augmentations';
import { CLASS_NAMES, taskTarget } from '@/experiment/data/classes';
import type { Augmentation, Task } from '@/experiment/data/types';
import type { SettingIssue } from '@/experiment/setting-issue';
import { CheckField } from '@/ui/fields/check-field';
import { SelectField } from '@/ui/fields/select-field';
import styles from './augmentation.module.css';
import { toggleClass } from './augmentation-edits';
import { IssueLines } from './issue-lines';
import { problemAt } from './issues';

const MODES = Object.entries(AUGMENTATION_MODES).map(([value, { title }]) => ({ value, label: title }));

const REACHES = [
  { value: 'all', label: 'All classes' },
  { value: 'chosen', label: 'Chosen classes' },
];

interface AugmentationReachProps {
  augmentation: Augmentation;
  task: Task;
  issues: readonly SettingIssue[];
  onChange(kind: string, next: Augmentation): void;
}

/** Which images are changed, and whether their originals are trained on too. */
export function AugmentationReach({ augmentation, task, issues, onChange }: AugmentationReachProps) {
  const { mode, classes } = augmentation;
  return (
    <>
      <div className={styles.two}>
        <SelectField
          label="Changed images"
          help={AUGMENTATION_MODES[mode].help}
          value={mode}
          options={MODES}
          error={problemAt(issues, 'augmentation.mode')}
          onChange={(next) => onChange('augmentation mode', { ...augmentation, mode: next as Augmentation['mode'] })}
        />
        <SelectField
          label="Images of"
          value={classes === null ? 'all' : 'chosen'}
          options={REACHES}
          onChange={(next) => onChange('augmentation classes', { ...augmentation, classes: next === 'all' ? null : concerned(task) })}
        />
      </div>
      {classes !== null && (
        <fieldset aria-label="Classes whose images are changed" className={styles.classes}>
          {CLASS_NAMES.map((name, label) => (
            <CheckField
              key={name}
              label={name}
              checked={classes.includes(label)}
              onChange={(on) => onChange('augmentation classes', toggleClass(augmentation, label, on))}
            />
          ))}
        </fieldset>
      )}
      <IssueLines issues={issues.filter(({ field }) => field.startsWith('augmentation.classes'))} />
    </>
  );
}

/** The choice begins with every class that the task has, so that nothing changes before the first click. */
const concerned = (task: Task): number[] => CLASS_NAMES.map((_, label) => label).filter((label) => taskTarget(task, label) >= 0);
