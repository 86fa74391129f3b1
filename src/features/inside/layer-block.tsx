import { memo } from 'react';
import { formatCount, formatDigits } from '@/experiment/words/numbers';
import type { InsideLayer } from '@/stores/types';
import { Pixels } from '@/ui/pixels';
import styles from './layer-block.module.css';
import { channelOf, greysOf, rangeOf } from './paint';

interface LayerBlockProps {
  /** As Keras names it: "conv2d_1". */
  name: string;
  layer: InsideLayer;
  /** Opens one of its maps; `null` where it has none. */
  onMap(channel: number): void;
}

/** What one layer makes of the image, for its block in the stack. */
export const LayerBlock = memo(function LayerBlock({ name, layer, onMap }: LayerBlockProps) {
  const range = rangeOf(layer.values);
  const channels = layer.shape.at(-1) ?? 0;
  const more = channels - layer.shown;
  return (
    <section className={styles.block} aria-label={name}>
      <header className={styles.head}>
        <span className={styles.facts}>
          black {formatDigits(range.low)}, white {formatDigits(range.high)}
        </span>
      </header>
      {layer.shape.length === 3 ? (
        <Maps name={name} layer={layer} range={range} onMap={onMap} />
      ) : (
        <Cells name={name} layer={layer} range={range} />
      )}
      {more > 0 && <p className={styles.more}>and {formatCount(more)} more</p>}
    </section>
  );
});

interface PartProps {
  name: string;
  layer: InsideLayer;
  range: { low: number; high: number };
}

/** Every channel of a map as a small picture. */
function Maps({ name, layer: { shape, values, shown }, range, onMap }: PartProps & Pick<LayerBlockProps, 'onMap'>) {
  const width = shape[1] ?? 1;
  return (
    <ul className={styles.maps}>
      {Array.from({ length: shown }, (_, channel) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place.
        <li key={channel}>
          <button type="button" className={styles.map} aria-label={`${name}, channel ${channel + 1}`} onClick={() => onMap(channel)}>
            <Pixels bytes={greysOf(channelOf(values, shown, channel), range)} width={width} label="" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Units of a row, or the steps of a sequence one below the other, as cells. */
function Cells({ name, layer: { shape, values, shown }, range }: PartProps) {
  // A long row is broken where it fits the eye: 32 to a line.
  const width = shape.length === 2 ? shown : Math.min(shown, 32);
  const padded = new Float32Array(Math.ceil(values.length / width) * width).fill(range.low);
  padded.set(values);
  return (
    <div className={styles.cells} style={{ width: `min(100%, ${width * 12}px)` }}>
      <Pixels bytes={greysOf(padded, range)} width={width} label={`${name}: ${formatCount(values.length)} numbers`} />
    </div>
  );
}
