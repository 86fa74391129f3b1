import { shortClassName } from '@/experiment/words/class-names';
import { Pixels } from '@/ui/pictures/pixels';
import type { ShownImage } from '../types';
import { percentWords } from '../words';
import styles from './image-grid.module.css';

interface ImageTileProps {
  image: ShownImage;
  /** `null` while they are on their way. */
  pixels: Uint8Array | null;
  width: number;
  classNames: readonly string[];
  place: number;
  tabStop: boolean;
  onOpen(place: number): void;
}

/** One image of the wall: what it is, what the model says, and how sure it is. */
export function ImageTile({ image, pixels, width, classNames, place, tabStop, onOpen }: ImageTileProps) {
  const { target, predicted, probabilities } = image;
  const right = target === predicted;
  const percent = percentWords(probabilities[predicted] ?? Number.NaN);
  const [truth = '', said = ''] = [classNames[target], classNames[predicted]];
  return (
    <button
      type="button"
      className={styles.tile}
      data-place={place}
      data-right={right}
      tabIndex={tabStop ? 0 : -1}
      aria-label={`${truth}, ${right ? 'correctly recognized' : `taken for ${said}`}, ${percent}`}
      onClick={() => onOpen(place)}
    >
      <span className={styles.picture}>{pixels && <Pixels bytes={pixels} width={width} label="" />}</span>
      <span className={styles.truth} title={truth}>
        {shortClassName(truth)}
      </span>
      <span className={styles.said}>
        <span aria-hidden="true">{right ? '✓' : '✗'}</span>
        <span className={styles.name} title={said}>
          {right ? '' : shortClassName(said)}
        </span>
        <span className={styles.percent}>{percent}</span>
      </span>
    </button>
  );
}
