import { formatDigits, formatPercent } from '@/experiment/words/numbers';
import type { InsideLayer } from '@/stores/types';
import { Dialog } from '@/ui/dialogs/dialog';
import { Pixels } from '@/ui/pixels';
import styles from './map-dialog.module.css';
import { channelOf, greysOf, rangeOf } from './paint';

/** A map that is looked at by itself. */
export interface OpenMap {
  name: string;
  channel: number;
  layer: InsideLayer;
  /** The largest part of the image that one of its numbers depends on: "7 × 7". */
  receptiveField: string;
}

/** One map large, on a scale of its own. */
export function MapDialog({ map, onClose }: { map: OpenMap | null; onClose(): void }) {
  const title = map ? `${map.name}, channel ${map.channel + 1} of ${map.layer.shape.at(-1)}` : 'Map';
  return (
    <Dialog title={title} open={map !== null} onClose={onClose}>
      {map && <Large map={map} title={title} />}
    </Dialog>
  );
}

function Large({ map: { channel, layer, receptiveField }, title }: { map: OpenMap; title: string }) {
  const values = channelOf(layer.values, layer.shown, channel);
  const range = rangeOf(values);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const zeros = values.filter((value) => value === 0).length;
  return (
    <div className={styles.large}>
      <div className={styles.picture}>
        <Pixels bytes={greysOf(values, range)} width={layer.shape[1] ?? 1} label={title} />
      </div>
      <dl className={styles.facts}>
        <dt>Smallest (black)</dt>
        <dd>{formatDigits(range.low)}</dd>
        <dt>Largest (white)</dt>
        <dd>{formatDigits(range.high)}</dd>
        <dt>Mean</dt>
        <dd>{formatDigits(mean)}</dd>
        <dt>Exactly 0</dt>
        <dd>{formatPercent(zeros / values.length, 0)}</dd>
        <dt>Receptive field</dt>
        <dd>{receptiveField}</dd>
      </dl>
    </div>
  );
}
