import { useCallback, useEffect, useRef, useState } from 'react';
import type { Experiment } from '@/experiment/experiment';
import { lab } from '@/stores/lab/lab';
import type { FollowedExample } from '@/stores/types';

/** Parts in which many steps are asked for, so that they can be cancelled and watched. */
const PARTS = 20;

interface Followed {
  example: FollowedExample | null;
  error: string | null;
  progress: number | null;
}

const NOTHING: Followed = { example: null, error: null, progress: null };

/** Trains by single images, as a person follows it. Begins anew whenever it is opened, or begins with other weights. `null` while nothing is followed. */
export function useFollowed(experiment: Experiment | null, start: 'initial' | 'trained') {
  const [followed, setFollowed] = useState(NOTHING);
  /** What is under way; another one has taken its place where it differs. */
  const turn = useRef(0);
  const ask = useCallback(
    async (from: FollowedExample | null, steps: number, parts: number) => {
      if (!experiment) return;
      const own = ++turn.current;
      let example = from;
      let left = steps;
      let sum = 0;
      try {
        do {
          const count = Math.min(left, Math.ceil(steps / parts));
          example = await lab.questions.follow(experiment, example?.state ?? start, example?.example ?? 0, count);
          if (own !== turn.current) return;
          left -= count;
          sum += count * (example.meanLoss ?? 0);
          const meanLoss = steps > 1 ? sum / (steps - left) : null;
          setFollowed({ example: { ...example, meanLoss }, error: null, progress: left > 0 ? 1 - left / steps : null });
        } while (left > 0);
      } catch (error) {
        if (own === turn.current) setFollowed({ example, error: error instanceof Error ? error.message : String(error), progress: null });
      }
    },
    [experiment, start],
  );
  useEffect(() => {
    setFollowed(NOTHING);
    void ask(null, 0, 1);
    return () => {
      turn.current++;
    };
  }, [ask]);
  const { example } = followed;
  return {
    ...followed,
    next: () => void ask(example, 1, 1),
    run: () => void ask(example, example?.total ?? 0, PARTS),
    /** The steps that were made stay. */
    cancel() {
      turn.current++;
      setFollowed((now) => ({ ...now, progress: null }));
    },
  };
}
