import type { ItemShape } from '@/experiment/data/item-shape';
import { shortClassName } from '@/experiment/words/class-names';
import { Pixels } from '@/ui/pictures/pixels';
import styles from './image-choice.module.css';

/** An image that can be looked at. */
export interface InsideImage {
  /** Tells it from the others. */
  id: string;
  pixels: Uint8Array;
  /** What it is: a position among the classes; `null` where nobody knows it. */
  target: number | null;
  /** Below it: its class, or where it comes from. */
  name: string;
}

interface ImageChoiceProps {
  images: readonly InsideImage[];
  /** Id of the one that is looked at. */
  chosen: string;
  shape: ItemShape;
  onChoose(id: string): void;
}

/** Images in a row, of which one is looked at. */
export function ImageChoice({ images, chosen, shape, onChoose }: ImageChoiceProps) {
  return (
    <fieldset className={styles.images}>
      <legend className="visually-hidden">Image</legend>
      {images.map(({ id, pixels, name }) => (
        <label key={id} className={styles.image}>
          <input type="radio" name="inside-image" className="visually-hidden" checked={id === chosen} onChange={() => onChoose(id)} />
          <Pixels bytes={pixels} width={shape[1]} channels={shape[2]} label="" />
          <span className={styles.name}>{shortClassName(name)}</span>
        </label>
      ))}
    </fieldset>
  );
}
