import { useRef, useState } from 'react';
import { AUGMENTATION_KINDS, AUGMENTATIONS } from '@/experiment/data/augmentations';
import { MAX_STEPS } from '@/experiment/data/augmentations/issues';
import type { Augmentation } from '@/experiment/data/types';
import { Button } from '@/ui/button';
import { IssueLines } from '../issue-lines';
import styles from './augmentation.module.css';
import { addStep, moveStep, removeStep, setStep } from './augmentation-edits';
import { AugmentationPreview } from './augmentation-preview';
import { AugmentationReach } from './augmentation-reach';
import type { PixelsProps } from './pixels-props';
import { StepRow } from './step-row';

/** Which random changes training images go through, in which order and how often, beside what they do to real ones. */
export function AugmentationEditor(props: PixelsProps) {
  const { data, issues, onData } = props;
  const { augmentation } = data;
  const { steps } = augmentation;
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const set = (kind: string, next: Augmentation, words = '') => {
    onData(kind, { augmentation: next });
    setSaid(words);
  };
  /** Rows have no identity but their place: the focus follows the row that was moved, or goes to the one that took the place of another. */
  const focus = (at: number, part: string) =>
    requestAnimationFrame(() => {
      const button = list.current?.children[at]?.querySelector<HTMLButtonElement>(`[data-part="${part}"]:enabled, [data-part="remove"]`);
      (button ?? list.current)?.focus();
    });
  const move = (from: number, to: number) => {
    set('augmentation order', moveStep(augmentation, from, to), `Now step ${to + 1} of ${steps.length}.`);
    focus(to, to < from ? 'up' : 'down');
  };
  const remove = (at: number) => {
    set('augmentation removed', removeStep(augmentation, at), 'Removed.');
    focus(Math.min(at, steps.length - 2), 'remove');
  };
  return (
    <div className={styles.editor}>
      <div className={styles.settings}>
        <p className={styles.lead}>
          Changed images are like new ones: the network sees more than there are. Drawn anew for each image and each epoch.
        </p>
        <fieldset className={styles.kinds} aria-label="Add a step">
          {AUGMENTATION_KINDS.map((kind) => (
            <Button
              key={kind}
              title={AUGMENTATIONS[kind].help}
              disabled={steps.length >= MAX_STEPS}
              onClick={() => set('augmentation added', addStep(augmentation, kind), `${AUGMENTATIONS[kind].title} added.`)}
            >
              + {AUGMENTATIONS[kind].title}
            </Button>
          ))}
        </fieldset>
        <ol ref={list} className={styles.steps} aria-label="Steps" tabIndex={-1}>
          {steps.map((step, at) => (
            <StepRow
              // The same step may be there twice, so the position is the identity.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above.
              key={at}
              step={step}
              at={at}
              count={steps.length}
              issues={issues}
              onSet={(name, value) => set(`augmentation ${at} ${name}`, setStep(augmentation, at, name, value))}
              onMove={(to) => move(at, to)}
              onRemove={() => remove(at)}
            />
          ))}
        </ol>
        <IssueLines issues={issues.filter(({ field }) => field === 'augmentation' || field === 'augmentation.steps')} />
        {steps.length > 0 && <AugmentationReach augmentation={augmentation} question={data} issues={issues} onChange={set} />}
      </div>
      <AugmentationPreview {...props} />
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </div>
  );
}
