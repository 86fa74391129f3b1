import { useState } from 'react';
import { testKey } from '@/experiment/identity';
import { chanceWords } from '@/metrics/comparison/mcnemar';
import { type Pairing, pairPredictions } from '@/metrics/comparison/paired';
import type { SetPredictions } from '@/stores/types';
import { Button } from '@/ui/button';
import { SelectField } from '@/ui/fields/select-field';
import styles from '../compare.module.css';
import type { ComparedRun } from '../compared';
import { ChangedImages, type OnPixels } from './changed-images';
import { DifferenceMatrix } from './difference-matrix';
import { OnePicture, type Picture, type PictureQuestions } from './one-picture';

/** What the comparison asks of the models of kept runs. */
export interface PairQuestions extends PictureQuestions {
  /** A run's answers to all test images. */
  onPredictions(runId: string): Promise<SetPredictions>;
  onPixels: OnPixels;
}

interface PairSectionProps extends PairQuestions {
  /** Two at least. */
  runs: readonly ComparedRun[];
  baselineId: string | null;
}

/** Two of the runs in detail: where their confusion differs, and which test images only one of them gets right. */
export function PairSection({ runs, baselineId, ...questions }: PairSectionProps) {
  const [chosenA, setA] = useState<string | null>(null);
  const [chosenB, setB] = useState<string | null>(null);
  const [picture, setPicture] = useState<Picture | null>(null);
  const a = runs.find(({ run }) => run.id === (chosenA ?? baselineId)) ?? runs[0];
  const b = runs.find(({ run }) => run.id === chosenB && run.id !== a?.run.id) ?? runs.find(({ run }) => run.id !== a?.run.id);
  if (!a || !b) return null;
  const options = runs.map(({ run, letter, title }) => ({ value: run.id, label: `${letter} ${title}` }));
  const comparable = testKey(a.run.experiment) === testKey(b.run.experiment);
  return (
    <section aria-label="Two runs" className={styles.section}>
      <h3>Two runs</h3>
      <div className={styles.controls}>
        <SelectField label="First run" value={a.run.id} options={options} onChange={setA} />
        <SelectField label="Second run" value={b.run.id} options={options.filter(({ value }) => value !== a.run.id)} onChange={setB} />
      </div>
      {comparable && <DifferenceMatrix a={a} b={b} />}
      <OnePicture {...{ a, b, picture, ...questions }} onPicture={setPicture} />
      {comparable ? (
        <Answers key={`${a.run.id} ${b.run.id}`} {...{ a, b, ...questions }} onPicture={setPicture} />
      ) : (
        <p className={styles.none}>
          These two were tested on different images or asked different questions: their answers cannot be compared.
        </p>
      )}
    </section>
  );
}

type AnswersProps = { a: ComparedRun; b: ComparedRun; onPicture(picture: Picture): void } & Pick<
  PairQuestions,
  'onPredictions' | 'onPixels'
>;

/** Asks both models about all test images, and shows those that changed sides. */
function Answers({ a, b, onPicture, onPredictions, onPixels }: AnswersProps) {
  const [pairing, setPairing] = useState<Pairing | null>(null);
  const [said, setSaid] = useState('');
  const ask = async () => {
    setSaid('Asking both models …');
    try {
      const first = await onPredictions(a.run.id);
      setPairing(pairPredictions(first, await onPredictions(b.run.id)));
      setSaid('');
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
  };
  const letters = [a.letter, b.letter] as const;
  return (
    <>
      <h4>Images that changed sides</h4>
      {!pairing && (
        <div className={styles.controls}>
          <Button onClick={ask}>Find images that changed sides</Button>
        </div>
      )}
      <p role="status" className={said ? styles.none : undefined}>
        {pairing ? `${chanceWords(pairing.onlyA, pairing.onlyB, letters)} McNemar’s exact test.` : said}
      </p>
      {pairing && (
        <>
          <p className={styles.none}>
            Of {pairing.count} test images: both right {pairing.both}, only {a.letter} right {pairing.onlyA}, only {b.letter} right{' '}
            {pairing.onlyB}, both wrong {pairing.neither}.
          </p>
          <ChangedImages changed={pairing.changed} run={a.run} {...{ letters, onPixels, onPicture }} />
        </>
      )}
    </>
  );
}
