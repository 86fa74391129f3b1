import { memo, useRef } from 'react';
import type { HealthFinding, LayerHealth, NetworkHealth } from '@/metrics/inside/health';
import { Fold } from '@/ui/fold';
import { HistogramRidge, type RidgeRow } from './histogram-ridge';
import styles from './layer-health.module.css';

interface LayerHealthBlockProps {
  /** Id of the layer. */
  id: string;
  /** What is known of the network, the earliest moment first. */
  history: readonly NetworkHealth[];
  /** What is wrong with the network's layers at the moment that is shown. */
  findings: readonly HealthFinding[];
}

/** How a layer does: what is wrong, in words with a mend, and how its numbers are spread over time. */
export const LayerHealthBlock = memo(function LayerHealthBlock({ id, history, ...props }: LayerHealthBlockProps) {
  // Another run of the same layers has nothing to tell at first; what was opened is then open again.
  const open = useRef(false);
  const findings = props.findings.filter(({ layer }) => layer === id);
  const states = history.flatMap(({ epoch, layers }) => layers.filter((layer) => layer.id === id).map((state) => ({ epoch, state })));
  if (states.length === 0) return null;
  const rowsOf = (of: keyof Pick<LayerHealth, 'weights' | 'gradients' | 'activations'>): RidgeRow[] =>
    states.flatMap(({ epoch, state }) => {
      const spread = state[of];
      return spread ? [{ epoch, spread }] : [];
    });
  const ridges = [
    { name: 'Weights', rows: rowsOf('weights') },
    { name: 'Gradients', rows: rowsOf('gradients') },
    { name: 'Activations', rows: rowsOf('activations') },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <div className={styles.health}>
      {findings.map(({ message, mend }) => (
        <p key={message} className={styles.finding}>
          <span aria-hidden="true">⚠ </span>
          {message} <strong>{mend}</strong>
        </p>
      ))}
      <Fold
        title="Health"
        summary={findings.length > 0 ? `${findings.length} to look at` : 'nothing wrong'}
        startsOpen={open.current}
        onOpen={(now) => {
          open.current = now;
        }}
      >
        <div className={styles.ridges}>
          {ridges.map(({ name, rows }) => (
            <HistogramRidge key={name} name={name} rows={rows} />
          ))}
        </div>
      </Fold>
    </div>
  );
});
