import { formatCount } from '@/experiment/words/numbers';
import styles from './shape-picture.module.css';

/** More frames than this tell nothing more. */
const MOST_FRAMES = 48;

/** Display pixels for one number of a map or row. */
const SCALE = 1.5;

/** The shape of what leaves a layer, before any network made something of it: a frame for each map, a bar as long as a row. */
export function ShapePicture({ shape }: { shape: readonly number[] | null }) {
  if (!shape) return null;
  const [height = 1, width = 1, channels = 1] = shape;
  if (shape.length < 3) {
    return (
      <div className={styles.frames} aria-hidden="true">
        <span
          className={styles.frame}
          style={{ width: `min(100%, ${pixels((shape.at(-1) ?? 1) / 2)}px)`, height: shape.length === 2 ? pixels(height) : 10 }}
        />
      </div>
    );
  }
  const shown = Math.min(channels, MOST_FRAMES);
  return (
    <div className={styles.frames} aria-hidden="true">
      {Array.from({ length: shown }, (_, channel) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place.
        <span key={channel} className={styles.frame} style={{ width: pixels(width), height: pixels(height) }} />
      ))}
      {channels > shown && <span>and {formatCount(channels - shown)} more</span>}
    </div>
  );
}

const pixels = (numbers: number): number => Math.max(4, Math.min(560, Math.round(numbers * SCALE)));
