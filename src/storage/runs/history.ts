import type { StepHistory } from '@/run/types';
import type { RunTables } from './tables';

/** Steps in one row. A checkpoint writes what has come since the last one, and rewrites at most one row that was not full. */
export const CHUNK_STEPS = 4096;

const keyOf = (runId: string, chunk: number): string => `${runId}:${chunk}`;
const chunksOf = (steps: number): number => Math.ceil(steps / CHUNK_STEPS);

interface Chunk {
  losses: Float64Array;
  accuracies: Float64Array;
}

/**
 * Writes the steps of a run. Rows beyond its end are deleted.
 *
 * @param unchanged steps that are stored already as they are
 */
export async function writeHistory(
  tables: RunTables,
  runId: string,
  { losses, accuracies }: StepHistory,
  unchanged: number,
): Promise<void> {
  const chunks = chunksOf(losses.length);
  for (let chunk = Math.floor(unchanged / CHUNK_STEPS); chunk < chunks; chunk++) {
    const [from, to] = [chunk * CHUNK_STEPS, (chunk + 1) * CHUNK_STEPS];
    const row: Chunk = { losses: Float64Array.from(losses.slice(from, to)), accuracies: Float64Array.from(accuracies.slice(from, to)) };
    await tables.put('history', keyOf(runId, chunk), row);
  }
  // Not counted by what the row says of its steps: a damaged number would delete for ever.
  for (let chunk = chunks; (await tables.get('history', keyOf(runId, chunk))) !== undefined; chunk++)
    await tables.delete('history', keyOf(runId, chunk));
}

/** The first `steps` steps of a run, or `null` where some of them are missing or damaged. */
export async function readHistory(tables: RunTables, runId: string, steps: number): Promise<StepHistory | null> {
  const history: StepHistory = { losses: [], accuracies: [] };
  for (let chunk = 0; chunk < chunksOf(steps); chunk++) {
    const row = await tables.get('history', keyOf(runId, chunk));
    // At the first that is missing, so that a damaged number of steps asks for one row, not for a billion.
    if (!isChunk(row)) return null;
    for (const loss of row.losses) history.losses.push(loss);
    for (const accuracy of row.accuracies) history.accuracies.push(accuracy);
  }
  if (history.losses.length < steps || history.accuracies.length !== history.losses.length) return null;
  history.losses.length = steps;
  history.accuracies.length = steps;
  return history;
}

/** Deletes all rows of a run's history. */
export async function deleteHistory(tables: RunTables, runId: string): Promise<void> {
  for (const key of await historyKeys(tables, runId)) await tables.delete('history', key);
}

/** The keys of all rows of a run's history, whatever its row says of its steps. */
export async function historyKeys(tables: RunTables, runId: string): Promise<string[]> {
  const prefix = keyOf(runId, 0).slice(0, -1);
  return (await tables.keys('history')).filter((key) => key.startsWith(prefix) && /^\d+$/.test(key.slice(prefix.length)));
}

function isChunk(row: unknown): row is Chunk {
  const { losses, accuracies } = (row ?? {}) as Partial<Chunk>;
  return losses instanceof Float64Array && accuracies instanceof Float64Array;
}
