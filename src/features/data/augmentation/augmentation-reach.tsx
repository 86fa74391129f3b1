import { AUGMENTATION_MODES } from '@/experiment/data/augmentations';
import { type Question, taskTarget } from '@/experiment/data/classes';
import { labelName, labelsOf } from '@/experiment/data/labels';
import type { Augmentation } from '@/experiment/data/types';
import type { SettingIssue } from '@/experiment/setting-issue';
import { CheckField } from '@/ui/fields/check-field';
import { SelectField } from '@/ui/fields/select-field';
import { IssueLines } from '../issue-lines';
import { problemAt } from '../issues';
import styles from './augmentation.module.css';
import { toggleClass } from './augmentation-edits';

const MODES = Object.entries(AUGMENTATION_MODES).map(([value, { title }]) => ({ value, label: title }));

const REACHES = [
  { value: 'all', label: 'All classes' },
  { value: 'chosen', label: 'Chosen classes' },
];

interface AugmentationReachProps {
  augmentation: Augmentation;
  question: Question;
  issues: readonly SettingIssue[];
  onChange(kind: string, next: Augmentation): void;
}

/** Which images are changed, and whether their originals are trained on too. */
export function AugmentationReach({ augmentation, question, issues, onChange }: AugmentationReachProps) {
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
          onChange={(next) => onChange('augmentation classes', { ...augmentation, classes: next === 'all' ? null : concerned(question) })}
        />
      </div>
      {classes !== null && (
        <fieldset aria-label="Classes whose images are changed" className={styles.classes}>
          {labelsOf(question).map((label) => (
            <CheckField
              key={label}
              label={labelName(question, label)}
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
const concerned = (question: Question): number[] => labelsOf(question).filter((label) => taskTarget(question.task, label) >= 0);
