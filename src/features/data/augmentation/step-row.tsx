import { useContext } from 'react';
import { AUGMENTATIONS } from '@/experiment/data/augmentations';
import type { AugmentationStep } from '@/experiment/data/types';
import type { SettingIssue } from '@/experiment/setting-issue';
import { Button } from '@/ui/button';
import { BesideField } from '@/ui/fields/beside-field';
import { NumberField } from '@/ui/fields/number-field';
import { IssueLines } from '../issue-lines';
import { problemAt } from '../issues';
import styles from './augmentation.module.css';

interface StepRowProps {
  step: AugmentationStep;
  at: number;
  count: number;
  issues: readonly SettingIssue[];
  onSet(name: string, value: number): void;
  onMove(to: number): void;
  onRemove(): void;
}

/** One step with its numbers; a step can be moved and taken out. */
export function StepRow({ step, at, count, issues, onSet, onMove, onRemove }: StepRowProps) {
  const { title, fields } = AUGMENTATIONS[step.kind];
  const beside = useContext(BesideField);
  const path = `augmentation.steps.${at}`;
  const name = `step ${at + 1}, ${title.toLowerCase()}`;
  return (
    <li className={styles.step}>
      <div className={styles.stepHead}>
        <strong>
          {at + 1}. {title}
        </strong>
        <Button look="icon" data-part="up" aria-label={`Move ${name} up`} disabled={at === 0} onClick={() => onMove(at - 1)}>
          ↑
        </Button>
        <Button look="icon" data-part="down" aria-label={`Move ${name} down`} disabled={at === count - 1} onClick={() => onMove(at + 1)}>
          ↓
        </Button>
        <Button look="icon" data-part="remove" aria-label={`Remove ${name}`} onClick={onRemove}>
          ×
        </Button>
      </div>
      {beside(`augmentation.${step.kind}`)}
      <div className={styles.numbers}>
        {fields.map((field) => (
          <NumberField
            key={field.name}
            label={field.label}
            help={field.help}
            address={`augmentation.${step.kind}.${field.name}`}
            value={step[field.name as keyof AugmentationStep] as unknown as number}
            error={problemAt(issues, `${path}.${field.name}`)}
            {...('min' in field ? { min: field.min, max: field.max } : {})}
            step={field.type === 'number' ? field.step : 1}
            onChange={(value) => onSet(field.name, value ?? Number.NaN)}
          />
        ))}
      </div>
      <IssueLines issues={issues.filter(({ field }) => field === path)} />
    </li>
  );
}
