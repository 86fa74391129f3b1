import { type ReactNode, useEffect, useState } from 'react';
import type { Window } from '@/dataset/drawing/resample';
import { CANVAS } from '@/dataset/drawing/types';
import { PixelCanvas } from '../surface/pixel-canvas';
import { Icon, type IconName } from '../tools/icons';
import { answerInWords, byProbability, percent, pictureName } from './answer';
import { Probabilities } from './probabilities';
import styles from './result.module.css';
import { savePicture } from './save-picture';

export interface ResultProps {
  /** What the network sees, or `null` for nothing. */
  input: Uint8Array | null;
  /** The part of the surface that became it, in image units. */
  crop: Window | null;
  /** The network's answer to the last input, or `null` while there is none. */
  probabilities: readonly number[] | null;
  /** The input is of the kind that was learnt. */
  familiar: boolean;
  /** Names of the network's outputs. */
  classNames: readonly string[];
  /** What is asked: a network, or a model that is none. */
  subject: 'network' | 'model';
  /** What people draw here: "a garment". */
  toDraw: string;
  /** Something trained is there. */
  ready: boolean;
  /** Why not, and what to press. */
  notReadyReason: string;
  /** What to do while nothing is drawn and nothing trained; empty where that is to be told why. */
  invitation: string;
  /** Something to know of who answers; empty for nothing. */
  remark: string;
  /** Something else to say, such as that a sample could not be had. */
  notice: string;
  /** What would help, in place of the caption. */
  tip: ReactNode;
  /** Keeps the drawing. */
  onKeep(): void;
}

const BLACK = new Uint8Array(CANVAS * CANVAS);

/** A change of mind in mid-stroke is not worth interrupting a screen reader for. */
const SETTLED_MS = 700;

const UNFAMILIAR = 'This looks like nothing it has learned';

/** What the network sees and what it makes of it. */
export function Result(props: ResultProps) {
  const { input, probabilities, familiar, classNames, subject, ready, notice, tip } = props;
  const shown = ready && input ? probabilities : null;
  const guess = shown ? answerInWords(shown, classNames) : '';
  const words = guess && !familiar ? UNFAMILIAR : guess;
  const hint =
    notice || (ready ? `Draw ${props.toDraw}, and the ${subject} names it.` : (!input && props.invitation) || props.notReadyReason);
  return (
    <div className={styles.result} data-tip={tip ? true : undefined}>
      <PixelCanvas pixels={input ?? BLACK} className={styles.seen} role="img" aria-label={`What the ${subject} sees`} />
      <p className={words && !notice ? styles.answer : styles.hint} data-long={words.length > 24 || undefined}>
        {(!notice && words) || hint}
      </p>
      {tip ? <div className={styles.tip}>{tip}</div> : <p className={styles.caption}>{caption(props)}</p>}
      <div className={styles.save}>
        <ResultButton icon="keep" name="Keep drawing" disabled={!input} onPress={props.onKeep} />
        <ResultButton icon="save" name="Save picture" disabled={!input} onPress={() => input && savePicture(input, pictureName(guess))} />
      </div>
      {ready && <Probabilities probabilities={shown} classNames={classNames} faint={!familiar} />}
      {ready && props.remark && <p className={styles.remark}>{props.remark}</p>}
      <Announcer text={notice || spoken(words, familiar ? shown : null)} />
    </div>
  );
}

/** How what it sees came of what was drawn. */
function caption({ input, crop }: ResultProps): string {
  const scale = input && crop ? CANVAS / crop.side : 1;
  return scale >= 1.05 ? `What it sees, ${scale.toFixed(1)}×` : 'What it sees';
}

function ResultButton({ icon, name, disabled, onPress }: { icon: IconName; name: string; disabled: boolean; onPress(): void }) {
  return (
    <button type="button" aria-label={name} title={name} aria-disabled={disabled} onClick={() => !disabled && onPress()}>
      <Icon name={icon} />
    </button>
  );
}

function spoken(words: string, probabilities: readonly number[] | null): string {
  const top = probabilities ? byProbability(probabilities)[0] : undefined;
  return top === undefined ? words : `${words}: ${percent(probabilities?.[top] ?? 0)}`;
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
