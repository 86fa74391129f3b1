import type { Mark, Shape } from '../compared';

const PATHS: Record<Shape, string> = {
  circle: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0',
  square: 'M-3-3H3V3H-3Z',
  triangle: 'M0-4L4 3H-4Z',
  diamond: 'M0-4.5L4.5 0L0 4.5L-4.5 0Z',
  cross: 'M-3.5-3.5L3.5 3.5M3.5-3.5L-3.5 3.5',
  hollow: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0',
};

/** The shape by which a run is known where its color is not seen. */
export function Marker({ mark: { color, shape }, x, y }: { mark: Mark; x: number; y: number }) {
  const open = shape === 'hollow' || shape === 'cross';
  return (
    <path
      d={PATHS[shape]}
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
      fill={open ? 'var(--card)' : color}
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
