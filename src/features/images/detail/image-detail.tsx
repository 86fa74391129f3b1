import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { ItemShape } from '@/experiment/data/item-shape';
import { Button } from '@/ui/button';
import { Pixels } from '@/ui/pictures/pixels';
import { type FetchPixels, usePixels } from '@/ui/pictures/use-pixels';
import type { LabelledImage, ShownImage } from '../types';
import { percentWords, placeWords } from '../words';
import styles from './image-detail.module.css';
import { type NeighbourSearch, Neighbours } from './neighbours';
import { Probabilities } from './probabilities';

interface ImageDetailProps {
  /** With the model's answer where one was asked. */
  image: LabelledImage | ShownImage;
  /** Its bytes, where they are here already. */
  bytes: Uint8Array | null;
  /** "Validation image". */
  kind: string;
  trainCount: number;
  classNames: readonly string[];
  imageShape: ItemShape;
  fetch: FetchPixels;
  /** `null` where there is no model whose training images could be searched. */
  search: NeighbourSearch | null;
  /** Stands beside an image that was answered: why the model answered so. */
  why?(image: ShownImage, bytes: Uint8Array): ReactNode;
  /** Back to the wall. */
  onBack(): void;
  /** The image before and the one after; `null` where there is none. */
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
}

/** One image, large: what it is, every probability, and the training images that are most like it. Arrow keys go to the one before and after. */
export function ImageDetail(props: ImageDetailProps) {
  const { image, kind, trainCount, classNames, imageShape, fetch, search, why, onBack, onPrevious, onNext } = props;
  const { index, target } = image;
  const answered = 'predicted' in image ? image : null;
  const fetched = usePixels(props.bytes ? [] : [index], fetch);
  const bytes = props.bytes ?? fetched.of(index);
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that led here is gone.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const onKeyDown = (event: KeyboardEvent) => {
    const go = event.key === 'ArrowLeft' ? onPrevious : event.key === 'ArrowRight' ? onNext : null;
    if (!go || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its heading and buttons have the focus; the keys bubble up to here.
    <div className={styles.detail} onKeyDown={onKeyDown}>
      <div className={styles.bar}>
        <Button onClick={onBack}>← All images</Button>
        <span className={styles.steps}>
          <Button disabled={!onPrevious} onClick={() => onPrevious?.()}>
            Previous
          </Button>
          <Button disabled={!onNext} onClick={() => onNext?.()}>
            Next
          </Button>
        </span>
      </div>
      <div className={styles.body}>
        <figure className={styles.figure}>
          <div className={styles.picture}>
            {bytes && <Pixels bytes={bytes} width={imageShape[1]} channels={imageShape[2]} label={classNames[target] ?? ''} />}
          </div>
          {fetched.error && <p className={styles.error}>The image could not be loaded: {fetched.error}</p>}
        </figure>
        <div className={styles.facts} aria-live="polite">
          <h3 ref={heading} tabIndex={-1} className={styles.truth}>
            {classNames[target]}
          </h3>
          {answered && <Verdict image={answered} classNames={classNames} />}
          <p className={styles.place}>
            {kind}, {placeWords(index, trainCount)} (counted from 0)
          </p>
          {answered && <Probabilities {...answered} classNames={classNames} />}
        </div>
        {bytes && answered && why && <div className={styles.why}>{why(answered, bytes)}</div>}
        {bytes && search && (
          <div className={styles.near}>
            <Neighbours key={index} {...{ index, target, bytes, trainCount, classNames, imageShape, search }} />
          </div>
        )}
      </div>
    </div>
  );
}

/** What the model takes an image for, and how sure it is. */
function Verdict({ image: { target, predicted, probabilities }, classNames }: { image: ShownImage; classNames: readonly string[] }) {
  const right = target === predicted;
  return (
    <p className={right ? styles.right : styles.wrong}>
      {right ? '✓ Correctly recognized' : `✗ Taken for ${classNames[predicted]}`}, {percentWords(probabilities[predicted] ?? Number.NaN)}
    </p>
  );
}
