import styles from './tools.module.css';

interface StartingPointsProps {
  labels: readonly string[];
  /** Whether there are outlines to trace. */
  outlines: boolean;
  traced: number | null;
  onTrace(label: number | null): void;
  onStart(label: number): void;
}

/** What to draw over (a silhouette) or on from (a sample). By label of the data set, whatever the network's task makes of the labels. */
export function StartingPoints({ labels, outlines, traced, onTrace, onStart }: StartingPointsProps) {
  return (
    <div className={styles.starts}>
      {outlines && (
        <select
          aria-label="Outline to trace"
          title="A faint silhouette to draw over"
          value={traced ?? ''}
          data-active={traced !== null}
          onChange={(event) => onTrace(event.target.value === '' ? null : Number(event.target.value))}
        >
          <option value="">{traced === null ? 'Outline' : 'None'}</option>
          <ClassOptions labels={labels} />
        </select>
      )}
      {/* A menu of actions: it always falls back to its first line, so that the same class can be asked for again. */}
      <select
        aria-label="Load an example"
        title="A sample image to draw on"
        value=""
        onChange={(event) => onStart(Number(event.target.value))}
      >
        <option value="" disabled hidden>
          Load an example
        </option>
        <ClassOptions labels={labels} />
      </select>
    </div>
  );
}

function ClassOptions({ labels }: Pick<StartingPointsProps, 'labels'>) {
  return labels.map((name, label) => (
    <option key={name} value={label}>
      {name}
    </option>
  ));
}
