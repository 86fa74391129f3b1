import * as v from 'valibot';
import type { Position } from '@/run/types';
import type { RunTables } from './tables';

/** The weights of a network after an epoch, without what its optimizer remembers. */
export interface Snapshot extends Position {
  weights: Float32Array[];
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const snapshotSchema: v.GenericSchema<unknown, Snapshot> = v.object({
  epoch: count,
  step: count,
  weights: v.pipe(
    v.array(v.instance(Float32Array)),
    v.check((arrays) => arrays.every((values) => values.every(Number.isFinite)), 'finite numbers'),
  ),
});

const keyOf = (runId: string, epoch: number): string => `${runId}:${epoch}`;

/** The epoch of a row of this run; `null` of another run's. */
function epochOf(key: string, runId: string): number | null {
  const epoch = key.startsWith(`${runId}:`) ? key.slice(runId.length + 1) : '';
  return /^\d+$/.test(epoch) ? Number(epoch) : null;
}

/** Writes a snapshot of the run on show. Of that run only those of the epochs in `keep` stay, of other runs none. */
export async function writeSnapshot(
  tables: RunTables,
  runId: string,
  { epoch, step, weights }: Snapshot,
  keep: readonly number[],
): Promise<void> {
  for (const key of await tables.keys('snapshots')) {
    const own = epochOf(key, runId);
    if (own === null || !keep.includes(own)) await tables.delete('snapshots', key);
  }
  // Copies in buffers of their own: a view would be stored with all of its buffer.
  await tables.put('snapshots', keyOf(runId, epoch), { epoch, step, weights: weights.map((values) => values.slice()) });
}

/** The weights of a run after an epoch; `null` where they are not there or damaged. */
export async function readSnapshot(tables: RunTables, runId: string, epoch: number): Promise<Snapshot | null> {
  const parsed = v.safeParse(snapshotSchema, await tables.get('snapshots', keyOf(runId, epoch)));
  return parsed.success ? parsed.output : null;
}

/** The epochs of a run whose weights are there, in order. */
export async function snapshotEpochs(tables: RunTables, runId: string): Promise<number[]> {
  const epochs = (await tables.keys('snapshots')).map((key) => epochOf(key, runId));
  return epochs.filter((epoch) => epoch !== null).sort((a, b) => a - b);
}

/** Deletes the snapshots of one run, or of all; returns how many there were. */
export async function deleteSnapshots(tables: RunTables, runId: string | null): Promise<number> {
  const keys = (await tables.keys('snapshots')).filter((key) => runId === null || epochOf(key, runId) !== null);
  for (const key of keys) await tables.delete('snapshots', key);
  return keys.length;
}
