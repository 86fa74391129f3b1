import { formatFixed } from '@/experiment/words/numbers';
import { Choice } from '@/ui/fields/choice';
import { SliderField } from '@/ui/fields/slider-field';
import type { Decision } from '../report-metrics';
import { THRESHOLD } from '../terms';
import styles from './decision-controls.module.css';

interface DecisionControlsProps {
  decision: Decision;
  /** The class that the threshold is for, where there are two; `null` where every class has to pass it. */
  positive: string | null;
  onChange: (decision: Decision) => void;
}

/** Where the slider stands at first: of two classes, what the most probable one is anyway. */
const HALF = 0.5;

const MODES = [
  { value: 'largest', label: 'Most likely class', help: 'Each image gets its most likely class.' },
  { value: 'above', label: 'Every class above a threshold', help: THRESHOLD },
] as const;

/** How probabilities become answers. */
export function DecisionControls({ decision, positive, onChange }: DecisionControlsProps) {
  const slide = (threshold: number) => onChange({ kind: 'above', threshold });
  return (
    <div className={styles.controls}>
      {positive === null && (
        <Choice
          name="Decision rule"
          value={decision.kind}
          options={MODES}
          onChange={(kind) => onChange(kind === 'above' ? { kind, threshold: HALF } : { kind })}
        />
      )}
      {(positive !== null || decision.kind === 'above') && (
        <SliderField
          label={positive === null ? 'Threshold p' : `Call it ${positive} above p`}
          help={positive === null ? THRESHOLD : `An image is called ${positive} if its probability for that is above p.`}
          value={thresholdOf(decision)}
          min={0}
          max={1}
          step={0.01}
          text={formatFixed(thresholdOf(decision), 2)}
          onChange={slide}
        />
      )}
    </div>
  );
}

/** The threshold of a decision; one half where it needs none. */
export const thresholdOf = (decision: Decision): number => (decision.kind === 'above' ? decision.threshold : HALF);
