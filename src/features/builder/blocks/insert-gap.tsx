import type { LayerKind } from '@/experiment/network/kinds';
import { Palette } from '../palette/palette';
import styles from './network-blocks.module.css';

interface InsertGapProps {
  /** Name of what comes next. */
  before: string;
  /** Why no layer can be added; `null` where one can. */
  full: string | null;
  onAdd(kind: LayerKind): void;
}

/** Between two blocks: a new layer goes here. */
export function InsertGap({ before, full, onAdd }: InsertGapProps) {
  return (
    <li className={styles.gap}>
      <Palette full={full} label={`Insert a layer before ${before}`} onAdd={onAdd} />
    </li>
  );
}
