import { useCallback, useMemo, useState } from 'react';
import type { ItemShape } from '@/experiment/data/item-shape';
import type { PlannedLayer } from '@/experiment/network/plan';
import type { PixelBox } from '@/experiment/network/receptive-field';
import { formatDigits, formatPercent } from '@/experiment/words/numbers';
import { histogramOf, rangeOf } from '@/metrics/inside/histogram';
import type { ChannelWeights, ExcitingImage, ExcitingSlice, InsideLayer } from '@/stores/types';
import type { InsideImage } from '../image-choice';
import { greysOf } from '../paint';
import { CellField } from './cell-field';
import { gridOf, type OpenChannel, placeInLayer } from './channel-grid';
import { Exciting } from './exciting';
import styles from './map-dialog.module.css';
import { HistogramBars } from './pictures/histogram-bars';
import { MarkedImage } from './pictures/marked-image';
import { WeightPictures } from './pictures/weight-pictures';
import { PlaceParts } from './place-parts';
import { type LayerInput, placeSums, unitSums } from './place-sums';
import { Terms } from './terms';

export interface MapBodyProps {
  open: OpenChannel;
  title: string;
  /** What the layer makes of the image; `null` while nothing is open. */
  layer: InsideLayer | null;
  planned: PlannedLayer | null;
  /** What arrives at the layer. */
  input: LayerInput;
  /** What the channel is made with; `null` while that is asked for. */
  weights: ChannelWeights | null;
  image: InsideImage;
  imageShape: ItemShape;
  classNames: readonly string[];
  /** The largest receptive field, in words. */
  receptiveField: string;
  /** What a number of the layer depends on, by its place among all. */
  boxOf(place: number): PixelBox | null;
  training: boolean;
  onExciting(layer: number, channel: number, from: number, count: number): Promise<ExcitingSlice>;
  onOpenImage(set: ExcitingSlice['set'], image: ExcitingImage): void;
}

const BINS = 24;

export function MapBody(props: MapBodyProps & { layer: InsideLayer }) {
  const { open, title, layer, planned, input, weights, image, imageShape, classNames, boxOf, training, onExciting, onOpenImage } = props;
  const { place, channel } = open;
  const [at, setAt] = useState<number | null>(null);
  const grid = useMemo(() => gridOf(layer, channel), [layer, channel]);
  const ask = useCallback((from: number, count: number) => onExciting(place, channel, from, count), [onExciting, place, channel]);
  const single = grid.values.length === 1;
  const cell = single ? 0 : at;
  const sums = useMemo(
    () =>
      cell === null || !planned || !weights
        ? null
        : placeSums(planned, weights, input, [Math.floor(cell / grid.columns), cell % grid.columns]),
    [cell, planned, weights, input, grid.columns],
  );
  const unit = useMemo(() => (single && planned && weights ? unitSums(planned, weights, input) : null), [single, planned, weights, input]);
  const activation = planned && 'activation' in planned.layer && planned.layer.activation !== 'linear' ? planned.layer.activation : null;
  const wordsOf = (one: number) => placeWords(grid, one);
  return (
    <div className={styles.large}>
      <section className={styles.column} aria-label="Values">
        {!single && (
          <div className={styles.picture}>
            <CellField
              bytes={greysOf(grid.values, rangeOf(grid.values))}
              columns={grid.columns}
              count={grid.values.length}
              label={title}
              at={at}
              textOf={(one) => `${wordsOf(one)}, ${fieldWords(boxOf(placeInLayer(layer, channel, one)))}`}
              onAt={setAt}
            />
          </div>
        )}
        <Facts {...props} values={grid.values} single={single} />
        {!single && <HistogramBars histogram={histogramOf(grid.values, BINS)} label="Numbers of this map" />}
      </section>
      <section className={styles.column} aria-label="Receptive field">
        <h3>Receptive field</h3>
        <div className={styles.input}>
          <MarkedImage
            bytes={image.pixels}
            shape={imageShape}
            label={`The image: ${image.name}`}
            box={cell === null ? null : boxOf(placeInLayer(layer, channel, cell))}
          />
        </div>
        <p className={styles.words}>
          {cell === null
            ? 'Point at a pixel of the map, or move over it with the arrow keys, to see what it depends on.'
            : `${single ? formatDigits(grid.values[0] ?? Number.NaN) : wordsOf(cell)}, ${fieldWords(boxOf(placeInLayer(layer, channel, cell)))}.`}
        </p>
        {sums && weights && <PlaceParts sums={sums} bias={weights.bias} activation={activation} />}
        {unit && weights && (
          <div>
            <p className={styles.words}>
              Its inputs times their weights{weights.bias === null ? '' : ', with the bias,'} add up to{' '}
              {formatDigits(unit.total ?? Number.NaN)}
              {activation ? `, before ${activation}` : ''}.
            </p>
            <Terms {...unit} bias={weights.bias} row />
          </div>
        )}
      </section>
      {weights && weights.kind !== 'none' && <WeightPictures weights={weights} name={title} />}
      <div className={styles.wide}>
        <Exciting ask={ask} classNames={classNames} imageShape={imageShape} training={training} boxOf={boxOf} onOpen={onOpenImage} />
      </div>
    </div>
  );
}

function Facts({ values, single, receptiveField }: MapBodyProps & { values: Float32Array; single: boolean }) {
  const range = rangeOf(values);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const zeros = values.filter((value) => value === 0).length;
  return (
    <dl className={styles.facts}>
      {single ? (
        <>
          <dt>Value</dt>
          <dd>{formatDigits(mean)}</dd>
        </>
      ) : (
        <>
          <dt>Smallest (black)</dt>
          <dd>{formatDigits(range.low)}</dd>
          <dt>Largest (white)</dt>
          <dd>{formatDigits(range.high)}</dd>
          <dt>Mean</dt>
          <dd>{formatDigits(mean)}</dd>
          <dt>Exactly 0</dt>
          <dd>{formatPercent(zeros / values.length, 0)}</dd>
        </>
      )}
      <dt>Receptive field</dt>
      <dd>{receptiveField}</dd>
    </dl>
  );
}

/** "Row 3, column 5: 0.42". */
function placeWords({ rows, columns, values }: { rows: number; columns: number; values: Float32Array }, cell: number): string {
  const value = formatDigits(values[cell] ?? Number.NaN);
  return rows === 1 ? `Step ${cell + 1}: ${value}` : `Row ${Math.floor(cell / columns) + 1}, column ${(cell % columns) + 1}: ${value}`;
}

/** "from rows 2 to 4 and columns 4 to 6 of the image". */
function fieldWords(box: PixelBox | null): string {
  if (!box) return '';
  const span = (name: string, from: number, to: number) => (from === to ? `${name} ${from + 1}` : `${name}s ${from + 1} to ${to + 1}`);
  return `from ${span('row', box.top, box.bottom)} and ${span('column', box.left, box.right)} of the image`;
}
