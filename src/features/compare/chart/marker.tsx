import { isOpen, MARKERS } from '@/print/charts/markers';
import type { Mark } from '../compared';

/** The shape by which a run is known where its color is not seen. */
export function Marker({ mark: { color, shape }, x, y }: { mark: Mark; x: number; y: number }) {
  return (
    <path
      d={MARKERS[shape]}
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
      fill={isOpen(shape) ? 'var(--card)' : color}
      stroke={color}
      strokeWidth={1.6}
    />
  );
}

/** A run's line as it looks in the charts, for a list. */
export function LineSample({ mark }: { mark: Mark }) {
  return (
    <svg width="30" height="12" viewBox="0 0 30 12" aria-hidden="true" focusable="false">
      <path d="M0 6H30" stroke={mark.color} strokeWidth={2} />
      <Marker mark={mark} x={15} y={6} />
    </svg>
  );
}
