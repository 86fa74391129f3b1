import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useLookBack } from '@/app/hooks/use-look-back';
import { useLab } from '@/app/hooks/use-store';
import { planOf } from '@/experiment/network/describe';
import { explainingLayer } from '@/experiment/network/explaining-layer';
import type { Session } from '@/features/draw/surface/session';
import { WhyAnswer } from '@/features/draw/why/why-answer';
import { lab } from '@/stores/lab/lab';
import { nearestTrainingImages } from './nearest';

interface WhyWiredProps {
  session: Session;
  probabilities: readonly number[] | null;
  classNames: readonly string[];
}

/** What stands behind the answer to the drawing: where it was found, and the training images that are nearest. */
export function WhyWired({ session, probabilities, classNames }: WhyWiredProps) {
  const { input } = useSyncExternalStore(session.subscribe, session.frame);
  const run = useLab((state) => state.run);
  const ready = useLab((state) => state.networkReady);
  const age = useLab((state) => state.networkAge);
  const epoch = useLookBack();
  const experiment = ready && run?.experiment.model.kind === 'network' ? run.experiment : null;
  const convolutional = useMemo(() => experiment !== null && explainingLayer(planOf(experiment).layers) !== null, [experiment]);
  const top = probabilities ? probabilities.indexOf(Math.max(...probabilities)) : -1;
  const explain = useCallback(
    async (pixels: Uint8Array) => {
      const map = await lab.questions.explain(pixels.slice(), top, convolutional ? 'gradCam' : 'gradient', epoch);
      return { map, method: convolutional ? ('Grad-CAM' as const) : ('Input gradient' as const) };
    },
    [top, convolutional, epoch],
  );
  return (
    <WhyAnswer
      input={probabilities ? input : null}
      answer={classNames[top] ?? ''}
      classNames={classNames}
      explain={experiment ? explain : null}
      findNearest={nearestTrainingImages}
      moment={age}
    />
  );
}
