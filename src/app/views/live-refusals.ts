import { isNumberTask } from '@/experiment/data/classes';
import { tableOf } from '@/experiment/data/datasets';
import type { DataSpec } from '@/experiment/data/types';
import type { LivePanelId } from './live-tabs';

/** Why panels of the Live view have nothing to show, whatever is trained. */
export function liveRefusals(data: Pick<DataSpec, 'dataset' | 'task'>): Partial<Record<LivePanelId, string>> {
  if (!tableOf(data.dataset)) return {};
  return {
    ...(isNumberTask(data) && {
      confusion: 'A confusion matrix counts classes, and this task predicts a number. The report shows predicted against true.',
    }),
    samples: 'Rows of a table are no pictures. The report shows the rows that are predicted worst.',
    draw: 'A row of a table cannot be drawn.',
  };
}
