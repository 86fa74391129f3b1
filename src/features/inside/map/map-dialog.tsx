import type { SummaryRow } from '@/experiment/network/summary';
import type { ChannelWeights } from '@/stores/types';
import { Dialog } from '@/ui/dialogs/dialog';
import type { OpenChannel } from './channel-grid';
import { MapBody, type MapBodyProps } from './map-body';

interface MapDialogProps extends Omit<MapBodyProps, 'open' | 'title'> {
  /** `null` while none is. */
  open: OpenChannel | null;
  row: SummaryRow | null;
  /** Whether the channels of the layer are the classes. */
  output: boolean;
  weights: ChannelWeights | null;
  onClose(): void;
}

/** One map or unit large: what it makes of the image, what each number of it depends on, its weights, and the images that excite it. */
export function MapDialog({ open, row, output, onClose, ...body }: MapDialogProps) {
  const { layer, classNames } = body;
  const kind = layer?.shape.length === 3 ? 'channel' : 'unit';
  const which = open && (output && classNames.length === layer?.shape[0] ? classNames[open.channel] : `${kind} ${open.channel + 1}`);
  const title = open && row ? `${row.name}, ${which} of ${layer?.shape.at(-1) ?? 0}` : 'Map';
  return (
    <Dialog title={title} size="full" open={open !== null && layer !== null} onClose={onClose}>
      {open && layer && <MapBody {...body} layer={layer} open={open} title={title} />}
    </Dialog>
  );
}
