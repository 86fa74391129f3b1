import type { Algorithm } from './algorithm';
import { trainingCounts } from './rows';

export interface MostFrequentState {
  kind: 'mostFrequent';
  classes: number;
  /** The commonest class of the training images; of several the first. */
  answer: number;
}

/** scikit-learn's DummyClassifier(strategy="most_frequent"): certain of one class, whatever the image. */
export const mostFrequent: Algorithm<'mostFrequent', MostFrequentState> = {
  // biome-ignore lint/correctness/useYield: counting takes no time worth a pause.
  *fit({ data }) {
    const counts = trainingCounts(data);
    return { kind: 'mostFrequent', classes: counts.length, answer: counts.indexOf(Math.max(...counts)) };
  },
  // biome-ignore lint/correctness/useYield: as above.
  *predict({ classes, answer }, { positions }) {
    const probabilities = new Float32Array(positions.length * classes);
    for (let i = 0; i < positions.length; i++) probabilities[i * classes + answer] = 1;
    return probabilities;
  },
};
