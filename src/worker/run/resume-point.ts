import { reduceRun } from '@/run/reduce';
import type { Run } from '@/run/types';
import type { AppStorage, SavedCheckpoint } from '@/storage/types';
import type { Command } from '@/worker/protocol';

type Continue = Extract<Command, { type: 'continue' }>;

/** How a run begins, beside what it is. */
export interface Beginning {
  /** Where a network goes on from; `null` where it starts from nothing. */
  checkpoint: SavedCheckpoint | null;
  note: { what: 'recovered' | 'continued'; text: string } | null;
  paused: boolean;
}

/** A kept run that is to go on, as it is to begin. */
export interface Past {
  run: Run;
  beginning: Beginning;
}

/** How a kept run is taken up again; `null` where nothing that it could go on from was kept. A classical model starts its fit over. */
export async function pastOf(order: Continue, kept: Run, storage: AppStorage): Promise<Past | null> {
  const paused = order.paused ?? false;
  if (kept.experiment.model.kind === 'classical') {
    return { run: startedOver(kept), beginning: { checkpoint: null, note: noteOfFit(order), paused } };
  }
  const checkpoint = await storage.loadCheckpoint(order.runId);
  return (
    checkpoint && { run: continued(order, kept, checkpoint), beginning: { checkpoint, note: noteOf(order, kept, checkpoint), paused } }
  );
}

/** A network's run as it stands at its checkpoint, about to go on. */
function continued({ epochs, learningRate }: Continue, kept: Run, { step, epoch }: SavedCheckpoint): Run {
  const rewound = reduceRun(kept, { type: 'rewound', step, epoch }, Date.now());
  const wishes = { epochs: epochs ?? kept.epochs, learningRate: learningRate ?? kept.learningRate };
  return { ...rewound, ...wishes, status: 'preparing', failure: null };
}

function noteOf({ recovered, epochs }: Continue, kept: Run, { epoch }: SavedCheckpoint): Beginning['note'] {
  if (recovered) return { what: 'recovered', text: `${recovered}, continuing from epoch ${epoch}` };
  const more = epochs && epochs > kept.epochs ? `, ${epochs} epochs in all` : '';
  return { what: 'continued', text: `Continued from epoch ${epoch}${more}` };
}

/** A fit has no places to go on from: what came of it before is forgotten. */
function startedOver({ fit: _, ...kept }: Run): Run {
  return { ...kept, updatedAt: Date.now(), validation: null, test: null, status: 'preparing', failure: null };
}

/** How it is said that a run starts over because its worker was lost. */
export const startedAgain = (recovered: string): NonNullable<Beginning['note']> => ({
  what: 'recovered',
  text: `${recovered}, started again from the beginning`,
});

const noteOfFit = ({ recovered }: Continue): Beginning['note'] =>
  recovered ? startedAgain(recovered) : { what: 'continued', text: 'Started again from the beginning' };
