import { useCallback, useEffect, useRef, useState } from 'react';
import { useLookBack } from '@/app/hooks/use-look-back';
import { useLab } from '@/app/hooks/use-store';
import type { Workbench } from '@/app/hooks/use-workbench';
import { lazyPart, ShowPart } from '@/app/shell/part';
import { fitToPad } from '@/dataset/drawing/fit';
import { garmentSilhouette } from '@/dataset/garments';
import { type DatasetId, datasetInfo, isOfGarments } from '@/experiment/data/datasets';
import { classicalOf } from '@/experiment/experiment';
import { howToGet } from '@/experiment/words/how-to-get';
import { DrawPanel } from '@/features/draw/draw-panel';
import { createSession, type Session } from '@/features/draw/surface/session';
import { isActive } from '@/run/reduce';
import type { Run } from '@/run/types';
import { saveDrawing, savedDrawing } from '@/stores/drawing';
import { drawingsStore, keepDrawing } from '@/stores/drawings';
import { shareDrawing } from '@/stores/inside';
import { lab } from '@/stores/lab/lab';
import { lookedBackAt } from '@/stores/look-back';
import type { DrawingAnswer } from '@/stores/types';
import { useAsking } from './use-asking';

const WHY = lazyPart('Why this answer', async () => (await import('./why-wired')).WhyWired);
const KEPT = lazyPart('My drawings', async () => (await import('./kept-wired')).KeptWired);
const PHOTO = lazyPart('Photo', async () => (await import('@/features/draw/photo/photo-dialog')).PhotoDialog);

/** Drawing, with the trained network behind it. One question is under way at a time; the newest picture waits. */
export function DrawWired({ workbench }: { workbench: Workbench }) {
  const ready = useLab((state) => state.networkReady);
  const age = useLab((state) => state.networkAge);
  const epoch = useLookBack();
  const run = useLab((state) => state.run);
  const subject: 'model' | 'network' = classicalOf((ready && run ? run : workbench).experiment) ? 'model' : 'network';
  const opened = useLab((state) => state.backend !== null);
  const [given, setAnswer] = useState<DrawingAnswer | null>(null);
  const input = useRef<Uint8Array | null>(null);
  const ask = useAsking(input, setAnswer);
  const dataset = workbench.experiment.data.dataset;
  // The network that comes with the page knows garments alone.
  const answer = given?.pretrained && !isOfGarments(dataset) ? null : given;
  const labels = datasetInfo(dataset).classNames;
  const classNames = answer?.classNames ?? run?.classNames ?? labels;
  const probabilities = answer?.probabilities ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after more training the network may answer differently.
  useEffect(() => {
    if (opened) void ask();
  }, [opened, ready, age, epoch, ask]);
  const onInput = useCallback(
    (pixels: Uint8Array | null) => {
      input.current = pixels;
      shareDrawing(pixels);
      if (pixels) void ask(0);
      else setAnswer(null);
    },
    [ask],
  );
  const [session] = useState(() => createSession(savedDrawing() ?? undefined));
  const [large, setLarge] = useState(false);
  const [photo, setPhoto] = useState(false);
  useKeptForNextVisit(session);
  const seed = useRef(0);
  const samples = useCallback(
    async (label: number) => {
      const images = await lab.questions.images(dataset, 1, ++seed.current);
      const pixels = images.find((image) => image.label === label)?.pixels;
      return pixels ? fitToPad(pixels, datasetInfo(dataset).itemShape) : null;
    },
    [dataset],
  );
  return (
    <>
      <DrawPanel
        session={session}
        large={large}
        onLarge={setLarge}
        ask={probabilitiesOf}
        familiar={answer?.familiar !== false}
        remark={answer?.pretrained ? PRETRAINED : ''}
        onPhoto={() => setPhoto(true)}
        onKeep={() => keep(session, dataset, large)}
        beside={<ShowPart part={WHY} props={{ session, probabilities, classNames }} />}
        below={<ShowPart part={KEPT} props={{ session, labels }} />}
        probabilities={probabilities}
        classNames={classNames}
        subject={subject}
        ofLines={datasetInfo(dataset).ofLines ?? false}
        toDraw={datasetInfo(dataset).drawn ?? 'something'}
        ready={ready || answer !== null}
        notReadyReason={reasonFor(run, subject)}
        invitation={run || !isOfGarments(dataset) ? '' : INVITATION}
        onInput={onInput}
        samples={samples}
        labels={labels}
        silhouette={isOfGarments(dataset) ? garmentSilhouette : null}
      />
      {photo && (
        <ShowPart
          part={PHOTO}
          props={{
            open: true,
            subject,
            onClose: () => setPhoto(false),
            onUse: (pixels) => session.add({ kind: 'image', pixels, mirror: false }),
          }}
        />
      )}
    </>
  );
}

const INVITATION = 'Draw a garment. A small network that came with the page names it.';

const PRETRAINED = 'A small network that came with the page; train your own to replace it.';

const probabilitiesOf = async (pixels: Uint8Array): Promise<number[] | null> =>
  (await lab.questions.nameDrawing(pixels, lookedBackAt(lab.store.getState().run?.id)))?.probabilities ?? null;

/** Keeps the drawing in the strip of the enlarged pad; says what came of it. */
async function keep(session: Session, dataset: DatasetId, large: boolean): Promise<string> {
  const { input } = session.frame();
  if (!input) return '';
  if (!(await keepDrawing(session.document(), input, dataset))) return drawingsStore.getState().problem;
  return large ? 'Kept. Say below what it is.' : 'Kept. Enlarge the pad to see all your drawings.';
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
    ? `The model answers once its images (${run.datasetName}) are here. ${howToGet(run.experiment.data.dataset)}`
    : `Train the ${subject}, and it will name what you draw.`;
