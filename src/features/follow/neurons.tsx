import { followedNumber } from '@/metrics/walkthrough/numbers';
import styles from './neurons.module.css';

interface NeuronsProps {
  /** What they are: "Neurons of dense". */
  label: string;
  count: number;
  nameOf(neuron: number): string;
  /** The line's result for each; `null` where it has none of its own. */
  results: ArrayLike<number> | null;
  current: number;
  onGo(neuron: number): void;
}

/** All neurons of a layer with what the line gives for them; one is looked at. */
export function Neurons({ label, count, nameOf, results, current, onGo }: NeuronsProps) {
  return (
    <fieldset className={styles.neurons}>
      <legend>{label}</legend>
      {Array.from({ length: count }, (_, neuron) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a neuron is its place.
          key={neuron}
          type="button"
          className={styles.neuron}
          aria-pressed={neuron === current}
          onClick={() => onGo(neuron)}
        >
          <span className={styles.name}>{nameOf(neuron)}</span> {results && <output>{followedNumber(results[neuron] ?? 0)}</output>}
        </button>
      ))}
    </fieldset>
  );
}
