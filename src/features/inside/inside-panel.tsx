import { memo, type ReactNode, useMemo, useState } from 'react';
import type { ItemShape } from '@/experiment/data/item-shape';
import { explainingLayer } from '@/experiment/network/explaining-layer';
import type { NetworkPlan } from '@/experiment/network/plan';
import { summaryRows } from '@/experiment/network/summary';
import { type HealthFinding, healthFindings, type NetworkHealth } from '@/metrics/inside/health';
import type { SaliencyMap } from '@/metrics/inside/saliency';
import type { ExplanationMethod, InsideView } from '@/stores/types';
import { Panel } from '@/ui/panel';
import { Pixels } from '@/ui/pictures/pixels';
import { Answer } from './answer';
import { LayerHealthBlock } from './health/layer-health';
import { ImageChoice, type InsideImage } from './image-choice';
import styles from './inside-panel.module.css';
import { LayerBlock } from './layer-block';
import { ChannelExplorer, type ChannelExplorerProps } from './map/channel-explorer';
import type { OpenChannel } from './map/channel-grid';
import { logitsOf } from './numbers/logits-of';
import { Scrubber, type ScrubberProps } from './scrubber';
import { ShapePicture } from './shape-picture';
import { Why } from './why';

export interface InsidePanelProps
  extends Pick<ChannelExplorerProps, 'scaling' | 'training' | 'onChannelWeights' | 'onExciting' | 'onOpenImage'> {
  /** The designed network; `null` where the design has no layers. */
  design: NetworkPlan | null;
  /** The trained network that answers; `null` where there is none. */
  trained: NetworkPlan | null;
  /** Whether the design is the trained network, so that its blocks can show what that makes of the image. */
  same: boolean;
  /** What to do where there is nothing to look into, or why the blocks are empty. */
  hint: string | null;
  /** Images to choose from, and which one is looked at. */
  images: readonly InsideImage[];
  chosen: string;
  onChoose(id: string): void;
  imageShape: ItemShape;
  /** What the network makes of the chosen image, as last told. */
  view: InsideView | null;
  /** Why there is none. */
  error: string | null;
  classNames: readonly string[];
  onExplain(pixels: Uint8Array, target: number, method: ExplanationMethod): Promise<SaliencyMap>;
  /** Earlier epochs to look back at. */
  lookBack: ScrubberProps;
  /** What is known of the network's health, the earliest moment first. */
  history: readonly NetworkHealth[];
  /** The way to a step of training, number by number. */
  follow: ReactNode;
  /** The stack as blocks to build with, each with the picture of its place; -1 is the input. */
  blocks(picture: (place: number) => ReactNode): ReactNode;
}

/** The designed network, to be built, filled with what the trained one makes of an image and where its answer comes from; while it learns, anew each second. */
export const InsidePanel = memo(function InsidePanel(props: InsidePanelProps) {
  const { design, trained, hint, images, chosen, view, error, follow } = props;
  const image = images.find(({ id }) => id === chosen);
  const aside = (
    <>
      {view && <span className={styles.moment}>after epoch {view.epoch}</span>} {follow}
    </>
  );
  const scrubber = trained && <Scrubber {...props.lookBack} />;
  const said = hint ?? (trained && !view ? (error ?? 'Looking inside …') : null);
  return (
    <Panel title="Inside the network" className={styles.panel} aside={aside}>
      <div className={styles.choices}>
        {trained && image && <ImageChoice images={images} chosen={chosen} shape={props.imageShape} onChoose={props.onChoose} />}
        {scrubber}
      </div>
      {said && (
        <p className={design ? styles.note : styles.hint} role="status">
          {said}
        </p>
      )}
      {(design || (trained && view)) && <Body {...props} image={image} />}
    </Panel>
  );
});

function Body(props: InsidePanelProps & { image: InsideImage | undefined }) {
  const { design, trained, same, view, image, imageShape, classNames, onExplain, blocks } = props;
  const { scaling, training, onChannelWeights, onExciting, onOpenImage } = props;
  const [open, setOpen] = useState<OpenChannel | null>(null);
  // Kept here: the answer itself goes while that of another image is on its way.
  const [numbers, setNumbers] = useState(false);
  const { history, lookBack } = props;
  const epoch = lookBack.shown;
  const findings = useMemo(() => {
    const state = epoch === null ? history.at(-1) : history.find((one) => one.epoch === epoch);
    return state && trained ? healthFindings(trained.layers, state) : NONE;
  }, [history, epoch, trained]);
  const rows = useMemo(() => summaryRows(trained ?? { inputShape: [], layers: [] }), [trained]);
  const shown = same ? view : null;
  const picture = (place: number) => {
    if (place < 0) return shown && image ? <Input image={image} shape={imageShape} /> : null;
    const layer = shown?.layers[place];
    const planned = design?.layers[place];
    const last = place === (design?.layers.length ?? 0) - 1;
    const unitNames = last && layer?.shape[0] === classNames.length ? classNames : undefined;
    return (
      <>
        {layer ? (
          <LayerBlock name={rows[place]?.name ?? ''} place={place} layer={layer} unitNames={unitNames} onOpen={setOpen} />
        ) : (
          !last && <ShapePicture shape={planned?.outputShape ?? null} />
        )}
        {/* It stays while the numbers of another image, moment or run are on their way, and so stays open. */}
        {planned && <LayerHealthBlock id={planned.layer.id} history={same ? history : UNKNOWN} findings={findings} />}
      </>
    );
  };
  return (
    <div className={styles.body} data-answered={view !== null}>
      <div className={styles.layers}>
        {design && blocks(picture)}
        {view && image && (
          <Answer
            probabilities={view.probabilities}
            classNames={classNames}
            target={image.target}
            logits={logitsOf(view, classNames)}
            open={numbers}
            onOpen={setNumbers}
          />
        )}
      </div>
      {view && image && trained && (
        <Why
          pixels={image.pixels}
          shape={imageShape}
          classNames={classNames}
          answer={view.probabilities.indexOf(Math.max(...view.probabilities))}
          convolutional={explainingLayer(trained.layers) !== null}
          moment={`${view.epoch} ${view.step}`}
          onExplain={onExplain}
        />
      )}
      {view && image && trained && (
        <ChannelExplorer
          {...{ trained, image, imageShape, classNames, scaling, training, onChannelWeights, onExciting, onOpenImage }}
          open={same ? open : null}
          layers={view.layers}
          moment={`${view.epoch} ${view.step}`}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

const NONE: readonly HealthFinding[] = [];
const UNKNOWN: readonly NetworkHealth[] = [];

const Input = ({ image, shape }: { image: InsideImage; shape: ItemShape }) => (
  <div className={styles.input}>
    <Pixels bytes={image.pixels} width={shape[1]} channels={shape[2]} label={`The image: ${image.name}`} />
  </div>
);
