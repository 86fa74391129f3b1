import { useState } from 'react';
import { explainingLayer } from '@/experiment/network/explaining-layer';
import type { NetworkPlan } from '@/experiment/network/plan';
import { type SummaryRow, summaryRows } from '@/experiment/network/summary';
import type { SaliencyMap } from '@/metrics/saliency';
import type { ExplanationMethod, InsideView } from '@/stores/types';
import { Panel } from '@/ui/panel';
import { Answer } from './answer';
import { ImageChoice, type InsideImage } from './image-choice';
import styles from './inside-panel.module.css';
import { LayerBlock } from './layer-block';
import { MapDialog } from './map-dialog';
import { Why } from './why';

export interface InsidePanelProps {
  /** The network of the run on show; `null` where there is none, with `hint` saying what to do. */
  network: NetworkPlan | null;
  hint: string;
  /** Images to choose from, and which one is looked at. */
  images: readonly InsideImage[];
  chosen: number;
  onChoose(index: number): void;
  imageWidth: number;
  /** What the network makes of the chosen image, as last told. */
  view: InsideView | null;
  /** Why there is none. */
  error: string | null;
  classNames: readonly string[];
  onExplain(pixels: Uint8Array, target: number, method: ExplanationMethod): Promise<SaliencyMap>;
}

/** What a network makes of one image, layer by layer, and where its answer comes from; while it learns, the same anew each second. */
export function InsidePanel(props: InsidePanelProps) {
  const { network, hint, images, chosen, view, error } = props;
  const image = images[chosen];
  const aside = view && <span className={styles.moment}>after epoch {view.epoch}</span>;
  return (
    <Panel title="Inside the network" className={styles.panel} aside={aside}>
      {network && image ? (
        <>
          <ImageChoice images={images} chosen={chosen} width={props.imageWidth} onChoose={props.onChoose} />
          {view ? (
            <Insides {...props} network={network} view={view} image={image} />
          ) : (
            <p className={styles.hint}>{error ?? 'Looking inside …'}</p>
          )}
        </>
      ) : (
        <p className={styles.hint}>{hint}</p>
      )}
    </Panel>
  );
}

type InsidesProps = InsidePanelProps & { network: NetworkPlan; view: InsideView; image: InsideImage };

function Insides({ network, view, image, imageWidth, classNames, onExplain }: InsidesProps) {
  const [open, setOpen] = useState<{ id: string; channel: number } | null>(null);
  const rows = summaryRows(network);
  const named = view.layers.map((layer, at) => ({ layer, row: rows[at] as SummaryRow }));
  const opened = open && named.find(({ layer }) => layer.id === open.id);
  const answer = view.probabilities.indexOf(Math.max(...view.probabilities));
  return (
    <div className={styles.body}>
      <div className={styles.layers}>
        {named.slice(0, -1).map(({ layer, row }) => (
          <LayerBlock
            key={layer.id}
            name={row.name}
            type={row.type}
            layer={layer}
            onMap={(channel) => setOpen({ id: layer.id, channel })}
          />
        ))}
        <Answer probabilities={view.probabilities} classNames={classNames} target={image.target} />
      </div>
      <Why
        pixels={image.pixels}
        width={imageWidth}
        classNames={classNames}
        answer={answer}
        convolutional={explainingLayer(network.layers) !== null}
        moment={`${view.epoch} ${view.step}`}
        onExplain={onExplain}
      />
      <MapDialog
        map={
          open && opened
            ? { name: opened.row.name, channel: open.channel, layer: opened.layer, receptiveField: opened.row.receptiveField }
            : null
        }
        onClose={() => setOpen(null)}
      />
    </div>
  );
}
