import { memo, useId, useMemo } from 'react';
import { formatCount } from '@/experiment/words/numbers';
import { confusedPairs } from '@/metrics/mistakes';
import { judge } from '@/metrics/selection';
import type { ImagesQuery } from '@/stores/images';
import { Term } from '@/ui/help/term';
import type { Answers } from '../report-metrics';
import { DOUBTFUL_LABELS, DOUBTFUL_TRAINING_LABELS, HARDEST, MOST_CONFIDENT_MISTAKES } from '../terms';
import styles from './mistakes.module.css';

interface MistakesProps {
  answers: Answers;
  /** What was asked about. */
  item: 'image' | 'row';
  onImages(query: ImagesQuery): void;
  /** Looks for wrong labels among the training images; `null` while they cannot be asked. */
  onTrainingLabels: (() => void) | null;
}

const PAIRS = 5;

/** What goes wrong, in words; each line opens its images. The most likely class counts, whatever the threshold. */
export const Mistakes = memo(function Mistakes({ answers, item, onImages, onTrainingLabels }: MistakesProps) {
  const id = useId();
  const judged = useMemo(() => judge(answers), [answers]);
  const pairs = useMemo(() => confusedPairs(judged, PAIRS), [judged]);
  const { targets, classNames } = answers;
  const mistakes = judged.predictions.reduce((count, predicted, row) => count + (predicted === targets[row] ? 0 : 1), 0);
  const doubtful = judged.suspects.length;
  return (
    <section aria-labelledby={id} className={styles.mistakes}>
      <h3 id={id}>Mistakes</h3>
      {pairs.length === 0 ? (
        <p className={styles.none}>No {item} was taken for another class.</p>
      ) : (
        <ol className={styles.pairs} aria-label="Most confused pairs">
          {pairs.map(({ truth, predicted, count }) => (
            <li key={`${truth} ${predicted}`}>
              <button type="button" className={styles.open} onClick={() => onImages({ filter: { truth, predicted } })}>
                {classNames[truth]} taken for {classNames[predicted]}: {formatCount(count)}
              </button>
            </li>
          ))}
        </ol>
      )}
      <ul className={styles.lists}>
        <Line
          help={MOST_CONFIDENT_MISTAKES}
          words="Most confident mistakes"
          count={mistakes}
          onOpen={() => onImages({ filter: { verdict: 'wrong' } })}
        />
        <Line help={HARDEST} words={`Hardest ${item}s`} count={targets.length} onOpen={() => onImages({ order: 'hardest' })} />
        <Line
          help={DOUBTFUL_LABELS}
          words="Possible wrong labels"
          count={doubtful}
          onOpen={() => onImages({ filter: { suspects: true }, order: 'suspicious' })}
        />
        <li>
          <Term help={DOUBTFUL_TRAINING_LABELS}>Possible wrong labels in training</Term>{' '}
          <button
            type="button"
            className={styles.open}
            disabled={!onTrainingLabels}
            title={onTrainingLabels ? undefined : 'Once training has ended'}
            onClick={() => onTrainingLabels?.()}
          >
            Find
          </button>
        </li>
      </ul>
    </section>
  );
});

/** A list of images by its name, with an explanation and a button that opens it. */
function Line({ words, help, count, onOpen }: { words: string; help: string; count: number; onOpen(): void }) {
  return (
    <li>
      <Term help={help}>{words}</Term>{' '}
      <button type="button" className={styles.open} disabled={count === 0} aria-label={`${words}: ${formatCount(count)}`} onClick={onOpen}>
        {formatCount(count)}
      </button>
    </li>
  );
}
