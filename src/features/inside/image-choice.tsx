import { shortClassName } from '@/experiment/words/class-names';
import { Pixels } from '@/ui/pixels';
import styles from './image-choice.module.css';

/** An image that can be looked at. */
export interface InsideImage {
  pixels: Uint8Array;
  /** What it is: a position among the classes. */
  target: number;
  name: string;
}

interface ImageChoiceProps {
  images: readonly InsideImage[];
  chosen: number;
  /** Pixels in a row of an image. */
  width: number;
  onChoose(index: number): void;
}

/** Images in a row, of which one is looked at. */
export function ImageChoice({ images, chosen, width, onChoose }: ImageChoiceProps) {
  return (
    <fieldset className={styles.images}>
      <legend className="visually-hidden">Image</legend>
      {images.map(({ pixels, name }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place in the row keeps its canvas while its image changes.
        <label key={index} className={styles.image}>
          <input type="radio" name="inside-image" className="visually-hidden" checked={index === chosen} onChange={() => onChoose(index)} />
          <Pixels bytes={pixels} width={width} label="" />
          <span className={styles.name}>{shortClassName(name)}</span>
        </label>
      ))}
    </fieldset>
  );
}
