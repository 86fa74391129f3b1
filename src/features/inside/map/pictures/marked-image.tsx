import type { ItemShape } from '@/experiment/data/item-shape';
import type { PixelBox } from '@/experiment/network/receptive-field';
import { Pixels } from '@/ui/pictures/pixels';
import styles from './marked-image.module.css';

interface MarkedImageProps {
  bytes: Uint8Array;
  shape: ItemShape;
  /** Empty where a text says what it is. */
  label: string;
  /** The part that is marked; `null` for none. */
  box: PixelBox | null;
}

/** An image with a part of it marked. */
export function MarkedImage({ bytes, shape, label, box }: MarkedImageProps) {
  const [height, width, channels] = shape;
  return (
    <div className={styles.image}>
      <Pixels bytes={bytes} width={width} channels={channels} label={label} />
      {box && (
        <span
          className={styles.box}
          style={{
            left: `${(100 * box.left) / width}%`,
            top: `${(100 * box.top) / height}%`,
            width: `${(100 * (box.right - box.left + 1)) / width}%`,
            height: `${(100 * (box.bottom - box.top + 1)) / height}%`,
          }}
        />
      )}
    </div>
  );
}
