/** Signs drawn here, since a text font has none of them in a reliable shape. Each stands inside a control that has a name. */
const PATHS = {
  up: 'M8 13V3M3.5 7.5 8 3l4.5 4.5',
  down: 'M8 3v10M3.5 8.5 8 13l4.5-4.5',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  remove: 'M2.5 4.5h11M6 4V2.5h4V4M4 4.5l.7 9h6.6l.7-9M6.7 7v4M9.3 7v4',
  undo: 'M3 6.5h7a3.2 3.2 0 0 1 0 6.4H6M5.8 3.5 3 6.5l2.8 3',
  redo: 'M13 6.5H6a3.2 3.2 0 0 0 0 6.4h4M10.2 3.5 13 6.5l-2.8 3',
  plus: 'M8 3v10M3 8h10',
  grip: 'M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01',
} as const;

/** One sign, 16 px square, in the colour of the text around it. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} stroke="currentColor" strokeWidth={name === 'grip' ? 1.8 : 1.4} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
