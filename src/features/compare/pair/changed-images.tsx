import { useEffect, useState } from 'react';
import { type DatasetId, datasetInfo } from '@/experiment/data/datasets';
import { formatPercent } from '@/experiment/words/numbers';
import { type ChangedImage, likeliest } from '@/metrics/comparison/paired';
import type { Run } from '@/run/types';
import { Button } from '@/ui/button';
import { Pixels } from '@/ui/pictures/pixels';
import type { Picture } from './one-picture';
import styles from './pair.module.css';

/** Images of a data set by their positions. */
export type OnPixels = (dataset: DatasetId, positions: readonly number[]) => Promise<Uint8Array[]>;

interface ChangedImagesProps {
  changed: readonly ChangedImage[];
  /** Names the classes and the data set. */
  run: Run;
  letters: readonly [string, string];
  onPixels: OnPixels;
  /** Shows all probabilities of one of them. */
  onPicture(picture: Picture): void;
}

/** Images shown at first, and more at each press. */
const PAGE = 24;

/** The images that one model gets right and the other wrong, with the answer of each. */
export function ChangedImages({ changed, run, letters, onPixels, onPicture }: ChangedImagesProps) {
  const [count, setCount] = useState(PAGE);
  const [pixels, setPixels] = useState<readonly Uint8Array[]>([]);
  const { dataset } = run.experiment.data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the wiring hands over another function at each drawing; it always asks the same.
  useEffect(() => {
    let current = true;
    const positions = changed.slice(0, count).map(({ index }) => index);
    onPixels(dataset, positions).then(
      (images) => current && setPixels(images),
      // The answers are shown without their pictures.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [changed, count, dataset]);
  const [, width, channels] = datasetInfo(dataset).itemShape;
  return (
    <>
      <ul className={styles.images} aria-label="Images that changed sides">
        {changed.slice(0, count).map((image, i) => {
          const target = run.classNames[image.target] ?? '';
          const bytes = pixels[i];
          return (
            <li key={image.index}>
              {bytes ? (
                <button
                  type="button"
                  className={styles.picked}
                  aria-label={`All probabilities of this ${target}`}
                  onClick={() => onPicture({ pixels: bytes, words: `${target}, from the test images` })}
                >
                  <Pixels bytes={bytes} label="" width={width} channels={channels} />
                </button>
              ) : (
                <span className={styles.blank} />
              )}
              <div>
                <strong>{target}</strong>
                <Answer letter={letters[0]} probabilities={image.a} right={image.right === 'a'} classNames={run.classNames} />
                <Answer letter={letters[1]} probabilities={image.b} right={image.right === 'b'} classNames={run.classNames} />
              </div>
            </li>
          );
        })}
      </ul>
      {changed.length > count && <Button onClick={() => setCount(count + PAGE)}>Show more ({changed.length - count} left)</Button>}
    </>
  );
}

interface AnswerProps {
  letter: string;
  probabilities: readonly number[];
  right: boolean;
  classNames: readonly string[];
}

function Answer({ letter, probabilities, right, classNames }: AnswerProps) {
  const answer = likeliest(probabilities);
  return (
    <span className={styles.answer} data-right={right}>
      {letter} {right ? '✓' : '✗'} {classNames[answer]} {formatPercent(probabilities[answer])}
    </span>
  );
}
