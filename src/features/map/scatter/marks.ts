/** The shapes of the classes, of about the same area, as SVG paths around 0 within a circle of radius 10. */
const SHAPES = [
  'M8 0A8 8 0 1 1-8 0A8 8 0 1 1 8 0Z',
  'M-7-7H7V7H-7Z',
  'M0-9.5L9 7H-9Z',
  'M0-10L8 0L0 10L-8 0Z',
  'M-3-9H3V-3H9V3H3V9H-3V3H-9V-3H-3Z',
  'M0 9.5L9-7H-9Z',
  'M-9-5.5L-5.5-9L0-3.5L5.5-9L9-5.5L3.5 0L9 5.5L5.5 9L0 3.5L-5.5 9L-9 5.5L-3.5 0Z',
  'M0-10L2.7-3.4L9.6-3L4.3 1.4L6 8.2L0 4.5L-6 8.2L-4.3 1.4L-9.6-3L-2.7-3.4Z',
  'M-9.5-4H9.5V4H-9.5Z',
  'M-4-9.5H4V9.5H-4Z',
] as const;

export const shapeOf = (label: number): string => SHAPES[label % SHAPES.length] ?? SHAPES[0];

/** The custom property that holds a class's color. */
export const colorVariable = (label: number): string => `--class-${label % SHAPES.length}`;

/** What stands for a drawing: a pencil's point. */
export const GUEST_SHAPE = 'M0 10L-9-3Q-9-10 0-10Q9-10 9-3Z';
