/** The panels of the Live view, each of them a tab on a small screen. */
export const LIVE_TABS = [
  { id: 'curves', title: 'Curves' },
  { id: 'confusion', title: 'Matrix' },
  { id: 'samples', title: 'Samples' },
  { id: 'draw', title: 'Draw' },
] as const;

export type LivePanelId = (typeof LIVE_TABS)[number]['id'];
