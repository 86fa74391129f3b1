import type { Experiment } from '@/experiment/experiment';
import { epochsInWords, formatDuration } from '@/experiment/words/numbers';
import type { Estimate } from '@/worker/protocol';

/** How long a run takes from the press of Train to its end, every pass counted, such as "about 4.7 s for 5 epochs". */
export function estimateInWords(
  estimate: Estimate,
  { epochs, earlyStopping }: Pick<Experiment['training'], 'epochs' | 'earlyStopping'>,
): string {
  const { secondsAtStart, secondsPerEpoch, secondsAtEnd } = estimate;
  const seconds = secondsAtStart + secondsPerEpoch * epochs + secondsAtEnd;
  // Early stopping may end the run after any epoch.
  return `${earlyStopping ? 'at most about' : 'about'} ${formatDuration(seconds)} for ${epochsInWords(epochs)}`;
}
