import type { RunTables } from './tables';

/** A loss and an accuracy, each a double. */
const STEP_BYTES = 16;

/** About how many bytes a stored value takes: its arrays exactly, everything else by the length of its text. */
export function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce((sum, [key, part]) => sum + (Array.isArray(value) ? 0 : key.length) + bytesOf(part), 0);
}

/** About how many bytes all runs take, with their histories and what they have learnt. Rows of earlier versions do not say what they have learnt takes. */
export async function sizeOfRuns(tables: RunTables): Promise<number> {
  const learnt = new Set(await tables.keys('checkpoints'));
  let bytes = 0;
  for (const id of await tables.keys('runs')) {
    const row = await tables.get('runs', id);
    const { steps, learntBytes } = (row ?? {}) as { steps?: unknown; learntBytes?: unknown };
    bytes += bytesOf(row) + (typeof steps === 'number' ? STEP_BYTES * steps : 0);
    if (learnt.has(id)) bytes += typeof learntBytes === 'number' ? learntBytes : bytesOf(await tables.get('checkpoints', id));
  }
  // All are of one network, and as large as each other: reading every one would read up to 32 MB for one number.
  const snapshots = await tables.keys('snapshots');
  const [first] = snapshots;
  return first === undefined ? bytes : bytes + snapshots.length * bytesOf(await tables.get('snapshots', first));
}
