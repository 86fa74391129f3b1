import { useMemo } from 'react';
import type { KeptDrawing } from '@/dataset/drawing/kept';
import { readPixels } from '@/dataset/drawing/stored';
import { CANVAS } from '@/dataset/drawing/types';
import { shortClassName } from '@/experiment/words/class-names';
import { Pixels } from '@/ui/pictures/pixels';
import { percent } from '../result/answer';
import styles from './kept.module.css';
import type { KeptAnswer } from './score';

interface KeptItemProps {
  drawing: KeptDrawing;
  /** Its place in the strip, from 1. */
  place: number;
  labels: readonly string[];
  answer: KeptAnswer | null;
  onOpen(): void;
  onLabel(label: number | null): void;
  onDelete(): void;
}

/** A kept drawing: what it is, what it is taken for, and what can be done with it. */
export function KeptItem({ drawing, place, labels, answer, onOpen, onLabel, onDelete }: KeptItemProps) {
  const pixels = useMemo(() => readPixels(drawing.pixels) ?? new Uint8Array(CANVAS * CANVAS), [drawing.pixels]);
  return (
    <li className={styles.item}>
      <button type="button" className={styles.picture} aria-label={`Open drawing ${place}`} title="Open on the pad" onClick={onOpen}>
        <Pixels bytes={pixels} width={CANVAS} label="" />
      </button>
      <button type="button" className={styles.delete} aria-label={`Delete drawing ${place}`} title="Delete" onClick={onDelete}>
        ×
      </button>
      <select
        aria-label={`What drawing ${place} is`}
        value={drawing.label ?? ''}
        onChange={(event) => onLabel(event.target.value === '' ? null : Number(event.target.value))}
      >
        <option value="">It is a …</option>
        {labels.map((name, label) => (
          <option key={name} value={label}>
            {name}
          </option>
        ))}
      </select>
      <p
        className={styles.answer}
        data-right={answer?.right ?? undefined}
        title={answer ? `${answer.name}, ${percent(answer.share)}` : undefined}
      >
        {answer ? `${SIGNS[String(answer.right)]}${shortClassName(answer.name)}` : '…'}
        {answer?.right === null ? null : <span className="visually-hidden">{answer?.right ? ' (right)' : ' (wrong)'}</span>}
      </p>
    </li>
  );
}

const SIGNS: Readonly<Record<string, string>> = { true: '✓ ', false: '✗ ', null: '' };
