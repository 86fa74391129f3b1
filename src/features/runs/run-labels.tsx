import { useState } from 'react';
import { MAX_NAME, MAX_NOTE } from '@/run/labels';
import type { LabelChange, Run } from '@/run/types';
import { TextField } from '@/ui/fields/text-field';
import styles from './run-detail.module.css';

interface LabelsProps {
  run: Run;
  onLabel(change: LabelChange): void;
}

/** The name and the note of a run. What is typed is saved when the field is left. */
export function RunLabelFields({ run, onLabel }: LabelsProps) {
  const [name, setName] = useState(run.name ?? '');
  const [note, setNote] = useState(run.note ?? '');
  const save = () => {
    if (name === (run.name ?? '') && note === (run.note ?? '')) return;
    onLabel({ name: name.trim(), note });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears that one of its fields was left.
    <div className={styles.labels} onBlur={save}>
      <TextField label="Name" value={name} onChange={setName} maxLength={MAX_NAME} />
      <label className={styles.note}>
        Note
        <textarea rows={2} maxLength={MAX_NOTE} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
    </div>
  );
}

/** Keeps a run for good, or no longer. */
export function StarButton({ run, name, onLabel }: LabelsProps & { name: string }) {
  const starred = run.starred === true;
  return (
    <button
      type="button"
      className={styles.star}
      aria-pressed={starred}
      aria-label={`Star ${name}`}
      title={starred ? 'Starred: never deleted to make room' : 'Star: never delete it to make room'}
      onClick={() => onLabel({ starred: !starred })}
    >
      {starred ? '★' : '☆'}
    </button>
  );
}
