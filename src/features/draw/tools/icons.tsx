const PATHS = {
  brush: 'M3 13l.8-3.4L11 2.4 13.6 5l-7.2 7.2zM9.4 4l2.6 2.6',
  fill: 'M6.5 2.5l6 6-4.7 4.7a1 1 0 0 1-1.4 0L2.3 9a1 1 0 0 1 0-1.4l4.9-4.3M2.4 8.6h10M14 10.4c.7 1 1 1.6 1 2.1a1 1 0 0 1-2 0c0-.5.3-1.1 1-2.1',
  eraser: 'M6.2 13.2L2.8 9.8a1 1 0 0 1 0-1.4l5.4-5.4a1 1 0 0 1 1.4 0l3.6 3.6a1 1 0 0 1 0 1.4l-5.2 5.2zM5.4 5.8l5 5M6.2 13.2h7.8',
  mirror: 'M8 2v1.6M8 5.6v1.6M8 9.2v1.6M8 12.6v1.4M5.6 4.4v7.2L1.8 11.6zM10.4 4.4v7.2l3.8 0z',
  undo: 'M5.6 3L2.8 5.8l2.8 2.8M3 5.8h6.2a3.7 3.7 0 0 1 0 7.4H6.4',
  redo: 'M10.4 3l2.8 2.8-2.8 2.8M13 5.8H6.8a3.7 3.7 0 0 0 0 7.4h2.8',
  clear: 'M2.8 4.4h10.4M6.3 4.2V2.8h3.4v1.4M4.2 4.6l.7 8.8h6.2l.7-8.8M6.7 7v4M9.3 7v4',
  save: 'M8 2.4v7.2M5 7l3 3 3-3M2.8 13.2h10.4',
  keep: 'M4 2.6h8v11l-4-3-4 3z',
  photo: 'M2.4 5h2.8l1-1.8h3.6l1 1.8h2.8v8H2.4zM8 6.6a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6',
  enlarge: 'M9.6 2.6h3.8v3.8M13 3L9.4 6.6M6.4 13.4H2.6V9.6M3 13l3.6-3.6',
  shrink: 'M9.4 2.8v3.8h3.8M9.8 6.2l3.6-3.6M6.6 13.2V9.4H2.8M6.2 9.8l-3.6 3.6',
} as const;

/** The pictures that the panel's buttons use. */
export type IconName = keyof typeof PATHS;

/** A line drawing in the colour of the text around it. Its button carries the name. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
