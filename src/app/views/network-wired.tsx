import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useLookBack } from '@/app/hooks/use-look-back';
import { useDesign, useLab } from '@/app/hooks/use-store';
import { FollowWired } from '@/app/views/inside/follow-wired';
import { useHealth } from '@/app/views/inside/use-health';
import { useInside } from '@/app/views/inside/use-inside';
import { useKeptEpochs } from '@/app/views/inside/use-kept-epochs';
import { type SampleImage, useSampleImages } from '@/app/views/inside/use-sample-images';
import { fitDrawing } from '@/dataset/drawing/fit';
import { bytesPerItem, DEFAULT_DATASET, datasetInfo, tableOf } from '@/experiment/data/datasets';
import { classicalOf, type Experiment, layersOf } from '@/experiment/experiment';
import { bareLayer, sameContent } from '@/experiment/identity';
import { planOf } from '@/experiment/network/describe';
import type { Layer } from '@/experiment/network/kinds';
import type { NetworkPlan } from '@/experiment/network/plan';
import { NetworkBlocks } from '@/features/builder/blocks/network-blocks';
import type { InsideImage } from '@/features/inside/image-choice';
import { InsidePanel, type InsidePanelProps } from '@/features/inside/inside-panel';
import { designStore, editDesign, redo, undo } from '@/stores/design';
import { openImages } from '@/stores/images';
import { insideStore, type PickedImage } from '@/stores/inside';
import { lab } from '@/stores/lab/lab';
import { lookBackTo } from '@/stores/look-back';
import type { ExplanationMethod } from '@/stores/types';
import { Button } from '@/ui/button';
import type { ViewProps } from './view';

/** The view "Network": the design as blocks to build with, filled with what the network of the run on show makes of an image. Asked for only while it is shown. */
export function NetworkWired({ workbench, shown }: ViewProps) {
  // Only what is shown: a run tells something four times a second, and thirty blocks are not drawn anew for it.
  const runId = useLab((state) => state.run?.id ?? null);
  const asked = useLab((state) => state.run?.experiment ?? null);
  const classNames = useLab((state) => state.run?.classNames ?? NO_NAMES);
  const scaling = useLab((state) => state.run?.input ?? UNSCALED);
  const learns = useLab((state) => state.run?.status === 'training' || state.run?.status === 'preparing');
  const samples = useSampleImages();
  const ready = useLab((state) => state.networkReady);
  const { picked, drawing } = useStore(insideStore);
  const epoch = useLookBack();
  const canUndo = useDesign((state) => state.past.length > 0);
  const canRedo = useDesign((state) => state.future.length > 0);
  const [chosen, setChosen] = useState('sample 0');
  useEffect(() => {
    if (picked) setChosen('picked');
  }, [picked]);
  const asRun = asked?.model.kind === 'network' && ready ? asked : null;
  const trained = useMemo(() => asRun && planOf(asRun), [asRun]);
  const { experiment, network } = workbench;
  const design = classicalOf(experiment) ? null : network;
  const same = useMemo(() => design !== null && trained !== null && sameLayers(design, trained), [design, trained]);
  const { itemShape } = datasetInfo(asked?.data.dataset ?? DEFAULT_DATASET);
  // The same bytes while the drawing is the same: others are looked into anew.
  const fitted = useMemo(() => drawing && fitDrawing(drawing, itemShape), [drawing, itemShape]);
  const images = useMemo(
    () => imagesFrom(samples, picked, fitted, classNames).filter(({ pixels }) => pixels.length === bytesPerItem(itemShape)),
    [samples, picked, fitted, classNames, itemShape],
  );
  const image = images.find(({ id }) => id === chosen) ?? images[0];
  const { view, error } = useInside(shown && trained ? (image?.pixels ?? null) : null, epoch);
  const explain = useCallback(
    (image: Uint8Array, target: number, method: ExplanationMethod) => lab.questions.explain(image, target, method, epoch),
    [epoch],
  );
  const weights = useCallback((layer: number, channel: number) => lab.questions.channelWeights(layer, channel, epoch), [epoch]);
  const exciting = useCallback(
    (layer: number, channel: number, from: number, count: number) => lab.questions.exciting({ layer, channel, from, count, epoch }),
    [epoch],
  );
  const kept = useKeptEpochs(shown && trained !== null);
  const history = useHealth(shown && same && image !== undefined, kept);
  const [following, setFollowing] = useState(false);
  const canGoOn = same && sameContent(experiment.training.optimizer, asked?.training.optimizer);
  const lookBack = useMemo(
    () => ({ epochs: kept, shown: epoch, onShow: (next: number | null) => runId !== null && lookBackTo(runId, next) }),
    [kept, epoch, runId],
  );
  const layers = layersOf(experiment);
  const blocks = useCallback(
    (picture: (place: number) => ReactNode) => (
      <NetworkBlocks {...{ network, picture, canUndo, canRedo, layers }} onChange={setLayers} onUndo={undo} onRedo={redo} />
    ),
    [network, canUndo, canRedo, layers],
  );
  const follow = useMemo(
    () =>
      design && (
        <>
          <Button look="quiet" onClick={() => setFollowing(true)}>
            Follow the numbers
          </Button>
          <FollowWired open={following} experiment={experiment} trained={canGoOn} onClose={() => setFollowing(false)} />
        </>
      ),
    [design, following, experiment, canGoOn],
  );
  if (!shown) return null;
  return (
    <InsidePanel
      follow={follow}
      design={design}
      trained={trained}
      same={same}
      hint={hintFor(asked, design, trained, same)}
      images={images}
      chosen={image?.id ?? ''}
      onChoose={setChosen}
      imageShape={itemShape}
      view={view}
      error={error}
      classNames={classNames}
      scaling={scaling}
      training={epoch === null && learns}
      lookBack={lookBack}
      history={history}
      onExplain={explain}
      onChannelWeights={weights}
      onExciting={exciting}
      onOpenImage={openImage}
      blocks={blocks}
    />
  );
}

const UNSCALED = { offset: 0, factor: 1 };
const NO_NAMES: readonly string[] = [];

const openImage: InsidePanelProps['onOpenImage'] = (set, { image: single }) => openImages({ set, single });

/** The samples, and after them what a person picked and drew. */
function imagesFrom(
  samples: readonly SampleImage[],
  picked: PickedImage | null,
  drawing: Uint8Array | null,
  classNames: readonly string[],
): InsideImage[] {
  const own = samples.map(({ pixels, target }, at) => ({
    id: `sample ${at}`,
    pixels,
    target,
    name: classNames[target] ?? `Class ${target}`,
  }));
  return [
    ...own,
    ...(picked ? [{ ...picked, id: 'picked', name: 'Picked' }] : []),
    ...(drawing ? [{ pixels: drawing, target: null, id: 'drawing', name: 'Drawing' }] : []),
  ];
}

/** Whether two networks have the same layers from input to output, so that what one computes can stand in the blocks of the other. */
const sameLayers = (a: NetworkPlan, b: NetworkPlan): boolean =>
  sameContent(a.inputShape, b.inputShape) &&
  sameContent(
    a.layers.map(({ layer }) => bareLayer(layer)),
    b.layers.map(({ layer }) => bareLayer(layer)),
  );

function setLayers(layers: Layer[]): void {
  editDesign(layers.length === layersOf(designStore.getState().experiment).length ? 'option' : 'stack', (design) => ({
    ...design,
    model: { kind: 'network', layers },
  }));
}

const TABLE = 'A row of a table is no image: what each layer makes of it is not shown. The report shows the rows that are predicted worst.';

function hintFor(asked: Experiment | null, design: NetworkPlan | null, trained: NetworkPlan | null, same: boolean): string | null {
  if (!design) return 'This model has no layers to look into. Choose a network to see its layers here.';
  if (asked && trained && tableOf(asked.data.dataset)) return TABLE;
  if (trained)
    return same
      ? null
      : 'You changed the network. The blocks show its shapes; train it to see what its layers do. The answer below is from the last run.';
  if (asked && classicalOf(asked)) return 'The last run has no layers to look into. Train this network to see what its layers do.';
  return 'Build the network here. Train it to see what each layer makes of an image, and where the answer comes from.';
}
