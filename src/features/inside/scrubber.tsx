import { Button } from '@/ui/button';
import { SliderField } from '@/ui/fields/slider-field';
import styles from './scrubber.module.css';

export interface ScrubberProps {
  /** The epochs that are kept, in order. */
  epochs: readonly number[];
  /** The one that is shown; `null` for the network as it is now. */
  shown: number | null;
  onShow(epoch: number | null): void;
}

/** Goes back to the network as it was after earlier epochs. */
export function Scrubber({ epochs, shown, onShow }: ScrubberProps) {
  if (epochs.length === 0) return null;
  const at = shown === null ? epochs.length : Math.max(0, epochs.indexOf(shown));
  const words = shown === null ? 'now' : momentWords(shown);
  return (
    <div className={styles.scrubber}>
      <SliderField
        label="Look back"
        help="Shows the network as it was after earlier epochs: its maps, and on Live the matrix, the samples and the drawing. Training is not touched."
        value={at}
        min={0}
        max={epochs.length}
        step={1}
        text={words}
        onChange={(next) => onShow(epochs[next] ?? null)}
      />
      {shown !== null && <Button onClick={() => onShow(null)}>Back to now</Button>}
      <p className="visually-hidden" role="status">
        {shown === null ? '' : `The network ${momentWords(shown)} is shown.`}
      </p>
    </div>
  );
}

const momentWords = (epoch: number): string => (epoch === 0 ? 'before training' : `after epoch ${epoch}`);
