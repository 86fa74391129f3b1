import { useCallback, useEffect, useRef, useState } from 'react';
import { useLab } from '@/app/hooks/use-store';
import type { Workbench } from '@/app/hooks/use-workbench';
import { garmentSilhouette } from '@/dataset/garments';
import { datasetInfo } from '@/experiment/data/datasets';
import { classicalOf } from '@/experiment/experiment';
import { DrawPanel } from '@/features/draw/draw-panel';
import { createSession, type Session } from '@/features/draw/surface/session';
import { isActive } from '@/run/reduce';
import type { Run } from '@/run/types';
import { saveDrawing, savedDrawing } from '@/stores/drawing';
import { shareDrawing } from '@/stores/inside';
import { lab } from '@/stores/lab/lab';

/** While a network learns, the answer to an unchanged drawing is asked again this often at most. */
const REFRESH_MS = 500;

/** Drawing, with the trained network behind it. One question is under way at a time; the newest picture waits. */
export function DrawWired({ workbench }: { workbench: Workbench }) {
  const ready = useLab((state) => state.networkReady);
  const age = useLab((state) => state.networkAge);
  const run = useLab((state) => state.run);
  const subject = classicalOf((ready && run ? run : workbench).experiment) ? 'model' : 'network';
  const [probabilities, setProbabilities] = useState<number[] | null>(null);
  const input = useRef<Uint8Array | null>(null);
  const ask = useAsking(input, setProbabilities);
  const dataset = workbench.experiment.data.dataset;
  const labels = datasetInfo(dataset).classNames;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after more training the network may answer differently.
  useEffect(() => {
    if (!ready) setProbabilities(null);
    else ask();
  }, [ready, age, ask]);
  const onInput = useCallback(
    (pixels: Uint8Array | null) => {
      input.current = pixels;
      shareDrawing(pixels);
      if (pixels) ask(0);
      else setProbabilities(null);
    },
    [ask],
  );
  const [session] = useState(() => createSession(savedDrawing() ?? undefined));
  const [large, setLarge] = useState(false);
  useKeptForNextVisit(session);
  const seed = useRef(0);
  const samples = useCallback(
    async (label: number) => {
      const images = await lab.questions.images(dataset, 1, ++seed.current);
      return images.find((image) => image.label === label)?.pixels ?? null;
    },
    [dataset],
  );
  return (
    <DrawPanel
      session={session}
      large={large}
      onLarge={setLarge}
      ask={lab.questions.predict}
      familiar
      remark=""
      onPhoto={() => undefined}
      onKeep={() => undefined}
      beside={null}
      below={null}
      probabilities={probabilities}
      classNames={run?.classNames ?? labels}
      subject={subject}
      ready={ready}
      notReadyReason={reasonFor(run, subject)}
      onInput={onInput}
      samples={samples}
      labels={labels}
      silhouette={garmentSilhouette}
    />
  );
}

/** Saves the drawing with each change, so that a reload brings it back. A drawing that nobody has touched is not written again. */
function useKeptForNextVisit(session: Session) {
  useEffect(() => {
    let saved = session.document();
    return session.subscribe(() => {
      if (session.document() === saved) return;
      saved = session.document();
      saveDrawing(saved);
    });
  }, [session]);
}

/** Why nothing can be asked: nearest neighbours come back from an earlier visit with the images that they are looked for among. */
const reasonFor = (run: Run | null, subject: string): string =>
  run?.fit && !isActive(run)
    ? `The model answers once its images (${run.datasetName}) are here. Get them in the Data panel.`
    : `Train the ${subject}, and it will name what you draw.`;

function useAsking(input: { current: Uint8Array | null }, show: (probabilities: number[] | null) => void) {
  const state = useRef({ busy: false, waiting: false, last: 0 });
  return useCallback(
    async function ask(minimumGap = REFRESH_MS): Promise<void> {
      const now = performance.now();
      const { current } = state;
      if (current.busy) {
        current.waiting = true;
        return;
      }
      if (!input.current || now - current.last < minimumGap) return;
      current.busy = true;
      current.last = now;
      const answer = await lab.questions.predict(input.current);
      current.busy = false;
      if (input.current) show(answer);
      if (current.waiting) {
        current.waiting = false;
        await ask(0);
      }
    },
    [input, show],
  );
}
