import { useEffect, useState } from 'react';
import { useLab } from '@/app/hooks/use-store';
import type { KeptDrawing } from '@/dataset/drawing/kept';
import { readPixels } from '@/dataset/drawing/stored';
import { taskTarget } from '@/experiment/data/classes';
import { labelName } from '@/experiment/data/labels';
import { answerOf, type KeptAnswer } from '@/features/draw/kept/score';
import type { Run } from '@/run/types';
import { lab } from '@/stores/lab/lab';

/** Stands for the network that is shown, among the ids of runs. */
export const SHOWN = '';

/** While a network learns, it is asked again this often at most. */
const REFRESH_MS = 1500;

interface Answers {
  /** By the drawing's id. */
  byId: ReadonlyMap<string, KeptAnswer>;
  /** Why there are none, in words; empty for nothing. */
  problem: string;
}

const NOTHING: Answers = { byId: new Map(), problem: '' };

/**
 * What a run says of kept drawings, one after the other.
 *
 * @param asked the id of a kept run, or `SHOWN`
 * @param run the same run; `null` where nothing is trained
 */
export function useKeptAnswers(drawings: readonly KeptDrawing[], asked: string, run: Run | null): Answers {
  const moment = useLab((state) => (asked === SHOWN ? `${state.networkReady} ${state.networkAge}` : asked));
  const [answers, setAnswers] = useState(NOTHING);
  const runId = run?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the run's figures change with each step; its id and the moment say when to ask.
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const byId = new Map<string, KeptAnswer>();
      try {
        for (const drawing of drawings) {
          const answer = await answerTo(drawing, asked, run);
          if (!current) return;
          if (answer) byId.set(drawing.id, answer);
        }
        setAnswers({ byId, problem: '' });
      } catch (error) {
        if (current) setAnswers({ byId, problem: error instanceof Error ? error.message : String(error) });
      }
    }, REFRESH_MS / 5);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [drawings, asked, moment, runId]);
  return answers;
}

async function answerTo(drawing: KeptDrawing, asked: string, run: Run | null): Promise<KeptAnswer | null> {
  const pixels = readPixels(drawing.pixels);
  if (!pixels) return null;
  if (asked !== SHOWN) {
    const [probabilities] = await lab.questions.predictByRuns([asked], pixels);
    return probabilities && run ? answerOf(probabilities, run.classNames, truthOf(drawing, run), learntBy(run, drawing)) : null;
  }
  const answer = await lab.questions.nameDrawing(pixels);
  if (!answer) return null;
  const ofRun = run && !answer.pretrained;
  const truth = ofRun ? truthOf(drawing, run) : drawing.label === null ? null : labelName(drawing, drawing.label);
  return answerOf(answer.probabilities, answer.classNames, truth, ofRun ? learntBy(run, drawing) : false);
}

/** Whether the run has learnt from this drawing. */
const learntBy = ({ experiment }: Run, { pixels }: KeptDrawing): boolean =>
  experiment.data.drawings?.list.some((added) => added.pixels === pixels) ?? false;

/** The run's name for what the drawing is; `null` where it is none of the run's classes, or of other labels than the run's. */
export function truthOf(
  { label, dataset }: KeptDrawing,
  { experiment: { data }, classNames }: Pick<Run, 'experiment' | 'classNames'>,
): string | null {
  if (label === null || labelName({ dataset }, label) !== labelName(data, label)) return null;
  return classNames[taskTarget(data.task, label)] ?? null;
}
