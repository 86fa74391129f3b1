import { useEffect, useRef, useState } from 'react';
import { datasetInfo, type ItemShape } from '@/experiment/data/datasets';
import { howToGet } from '@/experiment/words/how-to-get';
import { Button } from '@/ui/button';
import { SelectField } from '@/ui/fields/select-field';
import { Pixels } from '@/ui/pictures/pixels';
import styles from '../compare.module.css';
import type { ComparedRun } from '../compared';
import { LikelyClasses } from './likely-classes';
import pair from './pair.module.css';

/** A picture, and what it is in words. */
export interface Picture {
  pixels: Uint8Array;
  words: string;
}

export interface PictureQuestions {
  /** The probabilities that each run gives a picture. */
  onAsk(runIds: readonly string[], pixels: Uint8Array): Promise<number[][]>;
  /** The drawing on the pad, as a network sees images of this shape; `null` while the pad is empty. */
  onDrawing(shape: ItemShape): Uint8Array | null;
  /** An image of a label of the run's data set; another one each time. */
  onSample(run: ComparedRun['run'], label: number): Promise<Uint8Array | null>;
}

interface OnePictureProps extends PictureQuestions {
  a: ComparedRun;
  b: ComparedRun;
  picture: Picture | null;
  onPicture(picture: Picture): void;
}

const EMPTY_PAD = 'The pad is empty: draw something under Live first.';

/** One picture, asked of two models at once: the drawing on the pad, an image of the data set, or one that was picked elsewhere. */
export function OnePicture({ a, b, picture, onPicture, onAsk, onDrawing, onSample }: OnePictureProps) {
  const { itemShape, classNames: labels, name } = datasetInfo(a.run.experiment.data.dataset);
  const [label, setLabel] = useState(0);
  const [said, setSaid] = useState('');
  const place = useRef<HTMLElement>(null);
  const answers = useAnswers([a.run.id, b.run.id], picture, onAsk);
  // A picture that was picked further down is shown where its answers are.
  useEffect(() => {
    if (picture) place.current?.scrollIntoView({ block: 'nearest' });
  }, [picture]);
  const show = (pixels: Uint8Array | null, words: string, missing: string) => {
    setSaid(pixels ? '' : missing);
    if (pixels) onPicture({ pixels, words });
  };
  const sample = () =>
    onSample(a.run, label).then(
      (pixels) =>
        show(pixels, `${labels[label]}, from ${name}`, `The images of ${name} are not here. ${howToGet(a.run.experiment.data.dataset)}`),
      (error: Error) => setSaid(error.message),
    );
  if (itemShape.join() !== datasetInfo(b.run.experiment.data.dataset).itemShape.join()) return null;
  return (
    <section ref={place} aria-label="One picture" className={styles.section}>
      <h4>One picture, asked of both</h4>
      <div className={styles.controls}>
        <Button onClick={() => show(onDrawing(itemShape), 'Your drawing', EMPTY_PAD)}>Ask about my drawing</Button>
        <SelectField
          label="Sample of"
          value={`${label}`}
          options={labels.map((each, i) => ({ value: `${i}`, label: each }))}
          onChange={(value) => setLabel(Number(value))}
        />
        <Button onClick={sample}>Ask about a sample</Button>
      </div>
      <p role="status" className={styles.none}>
        {said || answers.said}
      </p>
      {picture && (
        <div className={pair.asked}>
          <figure>
            <Pixels bytes={picture.pixels} label={picture.words} width={itemShape[1]} channels={itemShape[2]} />
            <figcaption>{picture.words}</figcaption>
          </figure>
          {[a, b].map((compared, i) => (
            <LikelyClasses key={compared.run.id} compared={compared} probabilities={answers.probabilities[i] ?? null} />
          ))}
        </div>
      )}
    </section>
  );
}

/** What the two models say of the picture. */
function useAnswers(runIds: readonly [string, string], picture: Picture | null, onAsk: PictureQuestions['onAsk']) {
  const [answers, setAnswers] = useState<{ probabilities: readonly number[][]; said: string }>({ probabilities: [], said: '' });
  const [first, second] = runIds;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the wiring hands over another function at each drawing; it always asks the same.
  useEffect(() => {
    if (!picture) return;
    let current = true;
    setAnswers({ probabilities: [], said: 'Asking both models …' });
    onAsk([first, second], picture.pixels.slice()).then(
      (probabilities) => current && setAnswers({ probabilities, said: '' }),
      (error: Error) => current && setAnswers({ probabilities: [], said: error.message }),
    );
    return () => {
      current = false;
    };
  }, [first, second, picture]);
  return answers;
}
