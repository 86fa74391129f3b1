import type { ItemShape } from '@/experiment/data/item-shape';
import { shortClassName } from '@/experiment/words/class-names';
import { Pixels } from '@/ui/pictures/pixels';
import type { LabelledImage, ShownImage } from '../types';
import { percentWords } from '../words';
import styles from './image-grid.module.css';

interface ImageTileProps {
  image: LabelledImage | ShownImage;
  /** `null` while they are on their way. */
  pixels: Uint8Array | null;
  shape: ItemShape;
  classNames: readonly string[];
  place: number;
  tabStop: boolean;
  onOpen(place: number): void;
}

/** One image of the wall: what it is and, where a model was asked, what that says and how sure it is. */
export function ImageTile({ image, pixels, shape, classNames, place, tabStop, onOpen }: ImageTileProps) {
  const truth = classNames[image.target] ?? '';
  const answer = 'predicted' in image ? answerOf(image, classNames) : null;
  return (
    <button
      type="button"
      className={styles.tile}
      data-place={place}
      data-right={answer?.right}
      tabIndex={tabStop ? 0 : -1}
      aria-label={answer ? `${truth}, ${answer.right ? 'correctly recognized' : `taken for ${answer.said}`}, ${answer.percent}` : truth}
      onClick={() => onOpen(place)}
    >
      <span className={styles.picture}>{pixels && <Pixels bytes={pixels} width={shape[1]} channels={shape[2]} label="" />}</span>
      <span className={styles.truth} title={truth}>
        {shortClassName(truth)}
      </span>
      {answer && (
        <span className={styles.said}>
          <span aria-hidden="true">{answer.right ? '✓' : '✗'}</span>
          <span className={styles.name} title={answer.said}>
            {answer.right ? '' : shortClassName(answer.said)}
          </span>
          <span className={styles.percent}>{answer.percent}</span>
        </span>
      )}
    </button>
  );
}

const answerOf = ({ target, predicted, probabilities }: ShownImage, classNames: readonly string[]) => ({
  right: target === predicted,
  said: classNames[predicted] ?? '',
  percent: percentWords(probabilities[predicted] ?? Number.NaN),
});
