import type { ItemShape } from '@/experiment/data/item-shape';
import { formatPercent } from '@/experiment/words/numbers';
import { Button } from '@/ui/button';
import { Pixels } from '@/ui/pictures/pixels';
import { type FetchPixels, usePixels } from '@/ui/pictures/use-pixels';
import { ClassMark } from './legend';
import styles from './point-card.module.css';
import type { ShownMap } from './types';

interface PointCardProps {
  map: ShownMap;
  /** Which image of the map; `null` for none. */
  image: number | null;
  classNames: readonly string[];
  imageShape: ItemShape;
  fetch: FetchPixels;
  onOpen(image: number): void;
  onNear(image: number): void;
}

/** The image that is pointed at or chosen, and its answer. */
export function PointCard({ map, image, classNames, imageShape, fetch, onOpen, onNear }: PointCardProps) {
  const position = image === null ? null : (map.positions[image] ?? null);
  const pixels = usePixels(position === null ? NONE : [position], fetch);
  const bytes = position === null ? null : pixels.of(position);
  if (image === null) return <p className={styles.hint}>Point at a mark to see its image, or choose one with the arrow keys.</p>;
  const target = map.targets[image] ?? 0;
  const predicted = map.predicted[image] ?? 0;
  const right = target === predicted;
  return (
    <section className={styles.card} aria-label="Image on the map">
      <div className={styles.picture}>
        {bytes && <Pixels bytes={bytes} width={imageShape[1]} channels={imageShape[2]} label={classNames[target] ?? ''} />}
      </div>
      <div className={styles.facts}>
        <p className={styles.truth}>
          <ClassMark label={target} /> {classNames[target]}
        </p>
        <p className={right ? styles.right : styles.wrong}>
          {right ? '✓ Recognized' : `✗ Taken for ${classNames[predicted]}`}, {formatPercent(map.confidences[image], 0)}
        </p>
      </div>
      <div className={styles.actions}>
        <Button onClick={() => onOpen(image)}>Open</Button>
        <Button onClick={() => onNear(image)}>Images near this one</Button>
      </div>
    </section>
  );
}

const NONE: readonly number[] = [];
