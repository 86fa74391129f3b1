import type { ItemShape } from '@/experiment/data/item-shape';
import type { PixelBox } from '@/experiment/network/receptive-field';
import { shortClassName } from '@/experiment/words/class-names';
import { formatCount, formatDigits } from '@/experiment/words/numbers';
import type { ExcitingImage, ExcitingSlice } from '@/stores/types';
import { Button } from '@/ui/button';
import { Progress } from '@/ui/waiting/progress';
import styles from './exciting.module.css';
import { MarkedImage } from './pictures/marked-image';
import { type AskExciting, useExciting } from './use-exciting';

interface ExcitingProps {
  ask: AskExciting;
  classNames: readonly string[];
  imageShape: ItemShape;
  /** Whether the network is being trained just now, so that nothing can be compared. */
  training: boolean;
  /** What a number of the layer depends on. */
  boxOf(place: number): PixelBox | null;
  onOpen(set: ExcitingSlice['set'], image: ExcitingImage): void;
}

/** The images of the validation set of which a channel makes the largest number; each opens by itself. */
export function Exciting({ ask, classNames, imageShape, training, boxOf, onOpen }: ExcitingProps) {
  const { search, start, cancel } = useExciting(ask);
  return (
    <section className={styles.exciting} aria-label="Images that excite it most">
      <h3>Images that excite it most</h3>
      {search.state === 'searching' ? (
        <div className={styles.row}>
          <Progress
            label="Looking at the images"
            value={search.total > 0 ? search.done / search.total : null}
            text={`${formatCount(search.done)} of ${formatCount(search.total)} images`}
          />
          <Button onClick={cancel}>Cancel</Button>
        </div>
      ) : search.state === 'found' ? (
        <>
          <p className={styles.words} role="status">
            Of {formatCount(search.total)} {search.set} images. The frame is what its largest number depends on.
          </p>
          <ul className={styles.list}>
            {search.found.map((one) => (
              <li key={one.image.index}>
                <button
                  type="button"
                  className={styles.item}
                  aria-label={`Open the image: ${classNames[one.image.target] ?? ''}, ${formatDigits(one.value)}`}
                  onClick={() => onOpen(search.set, one)}
                >
                  <MarkedImage bytes={one.image.pixels} shape={imageShape} label="" box={partOf(boxOf(one.place), imageShape)} />
                  <span className={styles.name}>{shortClassName(classNames[one.image.target] ?? '')}</span>
                  <span className={styles.value}>{formatDigits(one.value)}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <div className={styles.row}>
          <Button disabled={training} onClick={start}>
            {search.state === 'failed' ? 'Search again' : 'Find images'}
          </Button>
          <p className={styles.words} role={search.state === 'failed' ? 'status' : undefined}>
            {search.state === 'failed'
              ? search.reason
              : training
                ? 'Pause or stop the training first: the network must stay the same while all images are looked at.'
                : 'Looks at every image that is held out.'}
          </p>
        </div>
      )}
    </section>
  );
}

/** A frame around the whole image says nothing. */
const partOf = (box: PixelBox | null, [height, width]: ItemShape): PixelBox | null =>
  box && box.right - box.left + 1 >= width && box.bottom - box.top + 1 >= height ? null : box;
