import type { ItemShape } from '@/experiment/data/item-shape';
import { formatLoss } from '@/experiment/words/numbers';
import type { FollowedStep } from '@/metrics/walkthrough/step';
import type { FollowedExample } from '@/stores/types';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialogs/dialog';
import { Choice } from '@/ui/fields/choice';
import { Progress } from '@/ui/waiting/progress';
import styles from './follow.module.css';
import { FollowBody } from './follow-body';

export interface FollowDialogProps {
  open: boolean;
  /** `null` until the first example is here. */
  step: FollowedStep | null;
  example: FollowedExample | null;
  imageShape: ItemShape;
  /** What each number of a row is; `null` where the examples are images. */
  rowNames: readonly string[] | null;
  /** Why nothing can be followed; `null` where something can. */
  problem: string | null;
  /** What differs from training as it is set up, in sentences. */
  notes: readonly string[];
  start: 'initial' | 'trained';
  /** Whether the trained network has the layers of the settings. */
  trained: boolean;
  /** How much of many steps is done, from 0 to 1; `null` while none are under way. */
  progress: number | null;
  onStart(start: 'initial' | 'trained'): void;
  onNextExample(): void;
  onRunEpoch(): void;
  onCancel(): void;
  onClose(): void;
}

/** Training by hand: one example, one step, every number. */
export function FollowDialog(props: FollowDialogProps) {
  const { open, step, example, problem, notes, start, trained, progress, onStart, onCancel, onClose, ...rest } = props;
  return (
    <Dialog title="Follow the numbers" size="full" open={open} onClose={onClose}>
      <div className={styles.top}>
        <Choice name="Weights" value={start} options={startOptions(trained)} onChange={onStart} />
        {example?.meanLoss != null && progress === null && <p role="status">Mean loss of these steps: {formatLoss(example.meanLoss)}</p>}
        {progress !== null && (
          <div className={styles.progress}>
            <Progress label="Steps" value={progress} />
            <Button onClick={onCancel}>Cancel</Button>
          </div>
        )}
      </div>
      {notes.map((note) => (
        <p key={note} className={styles.words}>
          {note}
        </p>
      ))}
      {problem ? <p role="alert">{problem}</p> : !step && <p role="status">Getting the first example …</p>}
      {!problem && step && example && <FollowBody {...rest} step={step} example={example} busy={progress !== null} />}
    </Dialog>
  );
}

const startOptions = (trained: boolean) => [
  { value: 'initial' as const, label: 'Random weights', help: 'Those a run with this seed begins with.' },
  {
    value: 'trained' as const,
    label: 'Trained weights',
    help: trained ? 'Those of the trained network; it stays as it is.' : 'Train this network first.',
    disabled: !trained,
  },
];
