import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLab } from '@/app/hooks/use-store';
import { DEFAULT_DATASET, datasetInfo } from '@/experiment/data/datasets';
import { classicalOf } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { InsidePanel } from '@/features/inside/inside-panel';
import type { Run } from '@/run/types';
import { lab } from '@/stores/lab/lab';
import type { ExplanationMethod, InsideView } from '@/stores/types';
import type { ViewProps } from './view';

/** While a network learns, it is looked into this often at most. */
const REFRESH_MS = 1000;

/** The view "Network": what the network of the run on show makes of one of its samples. Asked for only while it is shown. */
export function NetworkWired({ shown }: ViewProps) {
  const run = useLab((state) => state.run);
  const samples = useLab((state) => state.samples);
  const ready = useLab((state) => state.networkReady);
  const [chosen, setChosen] = useState(0);
  const experiment = run?.experiment.model.kind === 'network' ? run.experiment : null;
  const plan = useMemo(() => experiment && planOf(experiment), [experiment]);
  const items = samples?.items ?? [];
  const index = Math.min(chosen, Math.max(0, items.length - 1));
  const pixels = experiment && ready ? (items[index]?.pixels ?? null) : null;
  const { view, error } = useInside(shown ? pixels : null);
  const explain = useCallback(
    (image: Uint8Array, target: number, method: ExplanationMethod) => lab.questions.explain(image, target, method),
    [],
  );
  if (!shown) return null;
  const classNames = run?.classNames ?? [];
  return (
    <InsidePanel
      network={ready ? plan : null}
      hint={hintFor(run)}
      images={items.map((item) => ({ pixels: item.pixels, target: item.target, name: classNames[item.target] ?? `Class ${item.target}` }))}
      chosen={index}
      onChoose={setChosen}
      imageWidth={datasetInfo(run?.experiment.data.dataset ?? DEFAULT_DATASET).itemShape[1]}
      view={view}
      error={error}
      classNames={classNames}
      onExplain={explain}
    />
  );
}

function hintFor(run: Run | null): string {
  if (run && classicalOf(run.experiment)) return 'This model has no layers to look into. Train a network to see its maps here.';
  return 'Train a network to see here what each of its layers makes of an image, and where its answer comes from.';
}

interface Inside {
  pixels: Uint8Array | null;
  view: InsideView | null;
  error: string | null;
}

const NOTHING: Inside = { pixels: null, view: null, error: null };

/** What the network makes of a picture. Asks again when the picture or the weights change, one question at a time. */
function useInside(pixels: Uint8Array | null): Inside {
  const age = useLab((state) => state.networkAge);
  const [inside, setInside] = useState(NOTHING);
  const wanted = useRef(pixels);
  wanted.current = pixels;
  const busy = useRef({ asking: false, last: 0, timer: 0 });
  const ask = useCallback(async () => {
    const { current } = busy;
    const image = wanted.current;
    if (current.asking || !image) return;
    current.asking = true;
    current.last = performance.now();
    const answer = await lab.questions.inspect(image).then(
      (view) => ({ pixels: image, view, error: null }),
      (error: Error) => ({ pixels: image, view: null, error: error.message }),
    );
    current.asking = false;
    setInside(answer);
    if (wanted.current && wanted.current !== image) void ask();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after more training the network is inspected again.
  useEffect(() => {
    if (!pixels) return;
    const { current } = busy;
    clearTimeout(current.timer);
    const wait = inside.pixels === pixels ? REFRESH_MS - (performance.now() - current.last) : 0;
    current.timer = window.setTimeout(ask, Math.max(0, wait));
    return () => clearTimeout(current.timer);
  }, [pixels, age, ask]);
  return inside.pixels === pixels ? inside : NOTHING;
}
