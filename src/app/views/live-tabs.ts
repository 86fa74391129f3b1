import { isNumberTask } from '@/experiment/data/classes';
import type { DataSpec } from '@/experiment/data/types';

/** The panels of the Live view, each of them a tab on a small screen. */
export const LIVE_TABS = [
  { id: 'curves', title: 'Curves' },
  { id: 'confusion', title: 'Matrix' },
  { id: 'samples', title: 'Samples' },
  { id: 'draw', title: 'Draw' },
] as const;

export type LivePanelId = (typeof LIVE_TABS)[number]['id'];

/** What a tab is called where this data is shown: what is predicted as a number has no matrix. */
export function tabTitle({ id, title }: { id: string; title: string }, data: Pick<DataSpec, 'dataset' | 'task'>): string {
  return id === 'confusion' && isNumberTask(data) ? 'Predictions' : title;
}
