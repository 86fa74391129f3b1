/** What a run says of a kept drawing. */
export interface KeptAnswer {
  /** The most probable class. */
  name: string;
  share: number;
  /** Whether that is what the drawing is; `null` where it has no label, or none that the run knows. */
  right: boolean | null;
  /** The network has learnt from this very drawing: that it is right says little. */
  learnt: boolean;
}

/** How many of the drawings that can be right or wrong are right, and how many of them the network has learnt from. */
export function scoreOf(answers: readonly (KeptAnswer | null)[]): { right: number; of: number; learnt: number } {
  const judged = answers.filter((answer) => answer !== null && answer.right !== null);
  return {
    right: judged.filter((answer) => answer?.right).length,
    of: judged.length,
    learnt: judged.filter((answer) => answer?.learnt).length,
  };
}

/**
 * The answer that probabilities give.
 *
 * @param truth the name of the class that the drawing is, `null` where nobody knows
 * @param learnt whether the network has learnt from this drawing
 */
export function answerOf(
  probabilities: readonly number[],
  classNames: readonly string[],
  truth: string | null,
  learnt: boolean,
): KeptAnswer {
  const share = Math.max(...probabilities);
  const name = classNames[probabilities.indexOf(share)] ?? '';
  return { name, share, right: truth === null ? null : name === truth, learnt };
}
