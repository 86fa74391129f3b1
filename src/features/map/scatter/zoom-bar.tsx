import { Button } from '@/ui/button';
import styles from './scatter.module.css';

const FACTOR = 1.5;

interface ZoomBarProps {
  onZoom(factor: number): void;
  /** `null` while the whole map is in sight. */
  onWhole: (() => void) | null;
  onInSight(): void;
}

/** What the wheel and the lasso do, for everybody. */
export const ZoomBar = ({ onZoom, onWhole, onInSight }: ZoomBarProps) => (
  <div className={styles.zoom}>
    <Button look="icon" aria-label="Zoom in" onClick={() => onZoom(FACTOR)}>
      +
    </Button>
    <Button look="icon" aria-label="Zoom out" disabled={!onWhole} onClick={() => onZoom(1 / FACTOR)}>
      −
    </Button>
    <Button disabled={!onWhole} onClick={() => onWhole?.()}>
      Whole map
    </Button>
    <Button title="Open all images in view" onClick={onInSight}>
      Images in view
    </Button>
  </div>
);
