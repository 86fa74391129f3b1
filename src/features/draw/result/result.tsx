import { useEffect, useState } from 'react';
import { CANVAS } from '@/dataset/drawing/types';
import { PixelCanvas } from '../surface/pixel-canvas';
import { Icon } from '../tools/icons';
import { answerInWords, byProbability, percent, pictureName } from './answer';
import { Probabilities } from './probabilities';
import styles from './result.module.css';
import { savePicture } from './save-picture';

interface ResultProps {
  /** What the network sees, or `null` for nothing. */
  input: Uint8Array | null;
  probabilities: readonly number[] | null;
  classNames: readonly string[];
  /** What is asked. */
  subject: 'network' | 'model';
  ready: boolean;
  notReadyReason: string;
  /** Something else to say, such as that a sample could not be had. */
  notice: string;
}

const BLACK = new Uint8Array(CANVAS * CANVAS);

/** A change of mind in mid-stroke is not worth interrupting a screen reader for. */
const SETTLED_MS = 700;

/** What the network sees and what it makes of it. */
export function Result({ input, probabilities, classNames, subject, ready, notReadyReason, notice }: ResultProps) {
  const shown = ready && input ? probabilities : null;
  const words = shown ? answerInWords(shown, classNames) : '';
  const hint = notice || (ready ? `Draw a garment, and the ${subject} names it.` : notReadyReason);
  return (
    <div className={styles.result}>
      <PixelCanvas pixels={input ?? BLACK} className={styles.seen} role="img" aria-label={`What the ${subject} sees`} />
      <p className={words && !notice ? styles.answer : styles.hint}>{(!notice && words) || hint}</p>
      <p className={styles.caption}>What it sees</p>
      <button
        type="button"
        className={styles.save}
        aria-label="Save picture"
        title="Save picture"
        aria-disabled={input === null}
        onClick={() => input && savePicture(input, pictureName(words))}
      >
        <Icon name="save" />
      </button>
      {ready && <Probabilities probabilities={shown} classNames={classNames} />}
      <Announcer text={notice || spoken(words, shown)} />
    </div>
  );
}

function spoken(words: string, probabilities: readonly number[] | null): string {
  const top = probabilities ? byProbability(probabilities)[0] : undefined;
  return top === undefined ? '' : `${words}: ${percent(probabilities?.[top] ?? 0)}`;
}

/** Says a text politely once it has stopped changing. */
function Announcer({ text }: { text: string }) {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p role="status" className="visually-hidden">
      {settled}
    </p>
  );
}
