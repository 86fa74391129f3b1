import { useEffect, useState } from 'react';
import type { EvaluationSet } from '@/run/types';
import { lab } from '@/stores/lab/lab';
import type { SetPredictions } from '@/stores/types';

/** What came of a question: `subject` says which run and set it was about. */
interface Asked {
  subject: string;
  /** The moment of the run at which it was asked, and which attempt it was. */
  occasion: string;
  predictions: SetPredictions | null;
  error: string | null;
}

export const NOTHING_ASKED: Asked = { subject: '', occasion: '', predictions: null, error: null };

/** Asks for the answers whenever the subject or its moment is another one, or a person wants to know anew; never twice for the same. */
export function usePredictions(subject: string | null, set: EvaluationSet, moment: string): { asked: Asked; again: () => void } {
  const [asked, setAsked] = useState(NOTHING_ASKED);
  const [attempt, setAttempt] = useState(0);
  const occasion = `${moment}, attempt ${attempt}`;
  const known = asked.subject === subject && asked.occasion === occasion;
  useEffect(() => {
    if (subject === null || known) return;
    let current = true;
    const settle = (answer: Pick<Asked, 'predictions' | 'error'>) => current && setAsked({ subject, occasion, ...answer });
    lab.questions.predictions(set).then(
      (predictions) => settle({ predictions, error: null }),
      (error: Error) => settle({ predictions: null, error: error.message }),
    );
    return () => {
      current = false;
    };
  }, [subject, set, occasion, known]);
  return { asked, again: () => setAttempt((count) => count + 1) };
}
