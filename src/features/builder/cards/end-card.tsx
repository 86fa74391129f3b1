import { type ReactNode, useId } from 'react';
import type { Issue } from '@/experiment/network/issue';
import type { PlannedLayer } from '@/experiment/network/plan';
import { formatShape } from '@/experiment/network/shape';
import { INPUT_ID, OUTPUT_ID, type Shape } from '@/experiment/network/types';
import { Term } from '@/ui/help/term';
import { CardRow } from './card-row';
import { IssueList } from './issue-list';
import styles from './layer-card.module.css';

const INPUT_HELP = 'What the network is given: the gray values of one image, height × width × channels. The data decides it.';
const SHAPE_HELP = 'The shape of a layer’s output: height × width × channels of an image, or the length of a flat list of numbers.';
const OUTPUT_HELP =
  'A Dense layer that the task decides: one number per class. Softmax turns them into probabilities that sum to 1; for two classes one sigmoid is enough.';

/** The first card: the image. */
export function InputCard({ shape, children }: { shape: Shape; children?: ReactNode }) {
  return (
    <li className={`${styles.card} ${styles.end}`} data-layer={INPUT_ID}>
      <div className={styles.line}>
        <CardRow
          title={<Term help={INPUT_HELP}>Input</Term>}
          summary=""
          shape={<Term help={SHAPE_HELP}>{formatShape(shape)}</Term>}
          parameters={0}
          total={null}
        />
      </div>
      {children}
    </li>
  );
}

interface OutputCardProps {
  entry: PlannedLayer;
  total: number | null;
  issues: readonly Issue[];
  onMend: (issue: Issue) => void;
  /** Stands below the line. */
  children?: ReactNode;
}

/** The last card, which nobody stacks: what the task asks for. */
export function OutputCard({ entry, total, issues, onMend, children }: OutputCardProps) {
  const issuesId = useId();
  const { layer } = entry;
  const activation = 'activation' in layer ? layer.activation : '';
  return (
    <li className={`${styles.card} ${styles.end}`} data-layer={OUTPUT_ID} data-fault={issues[0]?.severity}>
      <div className={styles.line}>
        <CardRow
          title={<Term help={OUTPUT_HELP}>Output</Term>}
          summary={`${activation} · fixed by the task`}
          shape={entry.outputShape && formatShape(entry.outputShape)}
          parameters={entry.trainable + entry.nonTrainable}
          total={total}
        />
      </div>
      <IssueList id={issuesId} issues={issues} onMend={onMend} />
      {children}
    </li>
  );
}
