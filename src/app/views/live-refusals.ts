import { tableOf } from '@/experiment/data/datasets';
import type { DataSpec } from '@/experiment/data/types';
import type { LivePanelId } from './live-tabs';

/** Why panels of the Live view have nothing to show, whatever is trained. */
export function liveRefusals(data: Pick<DataSpec, 'dataset'>): Partial<Record<LivePanelId, string>> {
  if (!tableOf(data.dataset)) return {};
  return {
    samples: 'Rows of a table are no pictures. The report shows the rows that are predicted worst.',
    draw: 'A row of a table cannot be drawn.',
  };
}
