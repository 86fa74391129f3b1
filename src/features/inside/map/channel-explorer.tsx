import { useEffect, useMemo, useState } from 'react';
import type { NetworkPlan } from '@/experiment/network/plan';
import { receptiveBoxes } from '@/experiment/network/receptive-field';
import { summaryRows } from '@/experiment/network/summary';
import type { ChannelWeights, InsideLayer } from '@/stores/types';
import type { OpenChannel } from './channel-grid';
import type { MapBodyProps } from './map-body';
import { MapDialog } from './map-dialog';
import type { LayerInput } from './place-sums';

export interface ChannelExplorerProps
  extends Pick<MapBodyProps, 'image' | 'imageShape' | 'classNames' | 'training' | 'onExciting' | 'onOpenImage'> {
  open: OpenChannel | null;
  trained: NetworkPlan;
  layers: readonly InsideLayer[];
  /** A pixel byte b enters the network as (b - offset) * factor. */
  scaling: { offset: number; factor: number };
  /** Changes when the weights may be others. */
  moment: string;
  onChannelWeights(layer: number, channel: number): Promise<ChannelWeights>;
  onClose(): void;
}

/** Opens one channel of a layer by itself, and gets what is shown of it. */
export function ChannelExplorer({ open, trained, layers, scaling, moment, onChannelWeights, onClose, ...rest }: ChannelExplorerProps) {
  const weights = useChannelWeights(open, moment, onChannelWeights);
  const opened = open !== null;
  const boxes = useMemo(() => (opened ? receptiveBoxes(trained.layers) : []), [opened, trained]);
  const { pixels } = rest.image;
  const place = open?.place ?? 0;
  const before = layers[place - 1];
  const input = useMemo(
    (): LayerInput =>
      before ?? {
        shape: trained.inputShape,
        values: Float32Array.from(pixels, (byte) => (byte - scaling.offset) * scaling.factor),
        shown: trained.inputShape[2] ?? 1,
      },
    [before, pixels, scaling, trained],
  );
  const row = open ? (summaryRows(trained)[open.place] ?? null) : null;
  const boxOf = boxes[place] ?? (() => null);
  return (
    <MapDialog
      {...rest}
      {...{ open, row, weights, input, boxOf, onClose }}
      output={place === trained.layers.length - 1}
      layer={open ? (layers[place] ?? null) : null}
      planned={trained.layers[place] ?? null}
      receptiveField={row?.receptiveField ?? ''}
    />
  );
}

/** What the open channel is made with; asked again when the weights may be others, and the last answer stays until then. */
function useChannelWeights(open: OpenChannel | null, moment: string, ask: ChannelExplorerProps['onChannelWeights']): ChannelWeights | null {
  const [told, setTold] = useState<{ of: OpenChannel; weights: ChannelWeights } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the weights are others.
  useEffect(() => {
    if (!open) return;
    let current = true;
    ask(open.place, open.channel).then(
      (weights) => current && setTold({ of: open, weights }),
      // Without weights the rest is shown all the same; a network that cannot be asked says so in the panel.
      () => current && setTold(null),
    );
    return () => {
      current = false;
    };
  }, [open, moment, ask]);
  return told?.of === open ? told.weights : null;
}
