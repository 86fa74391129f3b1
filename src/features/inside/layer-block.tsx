import { memo, useState } from 'react';
import { formatCount, formatDigits } from '@/experiment/words/numbers';
import { rangeOf } from '@/metrics/inside/histogram';
import type { InsideLayer } from '@/stores/types';
import { Pixels } from '@/ui/pictures/pixels';
import styles from './layer-block.module.css';
import { CellField } from './map/cell-field';
import type { OpenChannel } from './map/channel-grid';
import { channelOf, greysOf } from './paint';

interface LayerBlockProps {
  /** As Keras names it: "conv2d_1". */
  name: string;
  /** In the stack. */
  place: number;
  layer: InsideLayer;
  /** Names of its units, where they have any: those of the output are the classes. */
  unitNames?: readonly string[] | undefined;
  /** Opens one of its maps or units; the same function each time, or every picture would be painted anew. */
  onOpen(channel: OpenChannel): void;
}

/** What one layer makes of the image, for its block in the stack. */
export const LayerBlock = memo(function LayerBlock({ name, place, layer, unitNames, onOpen }: LayerBlockProps) {
  const open = (channel: number) => onOpen({ place, channel });
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
        <Maps name={name} layer={layer} range={range} onOpen={open} />
      ) : (
        <Cells name={name} layer={layer} range={range} unitNames={unitNames} onOpen={open} />
      )}
      {more > 0 && <p className={styles.more}>and {formatCount(more)} more</p>}
    </section>
  );
});

interface PartProps {
  name: string;
  layer: InsideLayer;
  range: { low: number; high: number };
  onOpen(channel: number): void;
}

/** Every channel of a map as a small picture. */
function Maps({ name, layer: { shape, values, shown }, range, onOpen }: PartProps) {
  const width = shape[1] ?? 1;
  return (
    <ul className={styles.maps}>
      {Array.from({ length: shown }, (_, channel) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place.
        <li key={channel}>
          <button type="button" className={styles.map} aria-label={`${name}, channel ${channel + 1}`} onClick={() => onOpen(channel)}>
            <Pixels bytes={greysOf(channelOf(values, shown, channel), range)} width={width} label="" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Units of a row, or the steps of a sequence one below the other, as cells. */
function Cells({ name, layer: { shape, values, shown }, range, unitNames, onOpen }: PartProps & Pick<LayerBlockProps, 'unitNames'>) {
  const [at, setAt] = useState<number | null>(null);
  // A long row is broken where it fits the eye: 32 to a line.
  const width = shape.length === 2 ? shown : Math.min(shown, 32);
  const padded = new Float32Array(Math.ceil(values.length / width) * width).fill(range.low);
  padded.set(values);
  const wordsOf = (cell: number) => `${unitWords(cell, shown, shape, unitNames)}: ${formatDigits(values[cell] ?? Number.NaN)}`;
  return (
    <div className={styles.cells} style={{ width: `min(100%, ${width * 12}px)` }}>
      <CellField
        bytes={greysOf(padded, range)}
        columns={width}
        count={values.length}
        label={`${name}: ${formatCount(values.length)} numbers`}
        at={at}
        textOf={wordsOf}
        onAt={setAt}
        onOpen={(cell) => onOpen(cell % shown)}
      />
      <p className={styles.more} aria-hidden="true">
        {at === null ? 'Choose a number to open it.' : wordsOf(at)}
      </p>
    </div>
  );
}

/** "unit 3", "step 4, unit 3", "Coat". */
function unitWords(cell: number, shown: number, shape: readonly number[], names: readonly string[] | undefined): string {
  const unit = names?.[cell] ?? `unit ${(cell % shown) + 1}`;
  return shape.length === 2 ? `step ${Math.floor(cell / shown) + 1}, ${unit}` : unit;
}
