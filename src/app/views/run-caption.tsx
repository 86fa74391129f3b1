import { useLab } from '@/app/hooks/use-store';
import { modelWords } from '@/experiment/words/model';
import styles from './run-caption.module.css';

/** Names the run that every figure of a view is about: its model and the data set it really ran on, whatever the design says by now. */
export function RunCaption() {
  const experiment = useLab((state) => state.run?.experiment);
  const dataset = useLab((state) => state.run?.datasetName);
  if (!experiment) return null;
  return (
    <p className={styles.caption}>
      Results of <strong>{experiment.name || modelWords(experiment)}</strong> on <strong>{dataset}</strong>
    </p>
  );
}
