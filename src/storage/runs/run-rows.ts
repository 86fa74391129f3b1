import { isActive } from '@/run/reduce';
import { parseRun, runProblem } from '@/run/schema';
import type { Run, StepHistory } from '@/run/types';
import { StorageError } from '@/storage/errors';
import { type Claim, checkClaim } from './claim';
import { deleteHistory, readHistory, writeHistory } from './history';
import { keepingLabels } from './labels';
import { deleteSnapshots } from './snapshots';
import { runsOfLivingStudies } from './studies';
import { generationOf, nextWrite, type RunTables, SHOWN_RUN } from './tables';

/** What a run's row has beside the run. Rows of version 1 have none of it, and their whole history inside. */
interface RowKeeping {
  steps: number;
  fence: number;
  /** The number of its last write. */
  order: number;
  /** Bytes of what it has learnt; missing where nothing is, and in rows of earlier versions. */
  learntBytes?: number;
}

/** Told of what cannot be read of a run: its row, or what it has learnt. `name` is the one that people gave its design, and its id. */
export type OnDamage = (what: 'run' | 'weights', name: string) => void;

const NO_HISTORY: StepHistory = { losses: [], accuracies: [] };

const whole = (value: unknown): number => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0);

/** The numbers beside a run, or `null` where there is no row. */
export async function keepingOf(tables: RunTables, id: string): Promise<RowKeeping | null> {
  const row = (await tables.get('runs', id)) as Partial<RowKeeping> | undefined;
  if (row === undefined) return null;
  const learnt = row?.learntBytes === undefined ? {} : { learntBytes: whole(row.learntBytes) };
  return { steps: whole(row?.steps), fence: whole(row?.fence), order: whole(row?.order), ...learnt };
}

/**
 * Writes a run's row and its history.
 *
 * @param claim under which it is written; without one the whole run is, whoever else writes it
 * @param learnt bytes of what it has learnt, where that is written too
 * @returns whether the stored data of this site had been deleted from outside since the last write
 */
export async function writeRun(tables: RunTables, run: Run, claim: Claim | null, learnt: number | null): Promise<boolean> {
  const stored = await keepingOf(tables, run.id);
  const cleared = claim !== null && checkClaim(claim, { row: stored, generation: await generationOf(tables) });
  const known = claim && !cleared ? claim : { steps: 0, epochs: 0 };
  mustBeReadable({ ...run, history: NO_HISTORY, epochRecords: run.epochRecords.slice(known.epochs) });
  const order = await nextWrite(tables, () => highestOrder(tables));
  const learntBytes = learnt ?? stored?.learntBytes;
  const fence = claim?.fence ?? stored?.fence ?? 0;
  const keeping: RowKeeping = { steps: run.history.losses.length, fence, order, ...(learntBytes === undefined ? {} : { learntBytes }) };
  const labelled = keepingLabels(run, await tables.get('runs', run.id));
  await tables.put('runs', run.id, { ...labelled, history: NO_HISTORY, ...keeping });
  await writeHistory(tables, run.id, run.history, known.steps);
  if (claim) await tables.put('settings', SHOWN_RUN, run.id);
  return cleared;
}

async function highestOrder(tables: RunTables): Promise<number> {
  let highest = 0;
  for (const id of await tables.keys('runs')) highest = Math.max(highest, (await keepingOf(tables, id))?.order ?? 0);
  return highest;
}

/** What could not be read back would be lost: it is refused instead. */
function mustBeReadable(run: Run): void {
  const wrong = runProblem(run);
  if (wrong !== null) throw new StorageError('invalid', `This run cannot be saved: its ${wrong} has a value that could not be read back.`);
}

/** Ends every earlier claim to a run. Its row need not exist yet. */
export async function claimRun(tables: RunTables, id: string): Promise<Claim> {
  const row = await tables.get('runs', id);
  const keeping = await keepingOf(tables, id);
  const fence = (keeping?.fence ?? 0) + 1;
  const isRow = typeof row === 'object' && row !== null;
  if (isRow) await tables.put('runs', id, { ...row, fence });
  return { runId: id, fence, generation: await generationOf(tables), steps: keeping?.steps ?? 0, epochs: 0, written: isRow };
}

/** A run with its history, or `null` where there is none that can be read. */
export async function readRun(tables: RunTables, id: string, onDamage: OnDamage): Promise<Run | null> {
  const row = await tables.get('runs', id);
  if (row === undefined) return null;
  const run = parseRun(row);
  const { steps } = (await keepingOf(tables, id)) ?? { steps: 0 };
  const history = run && steps > 0 ? await readHistory(tables, id, steps) : run?.history;
  if (!run || !history || run.id !== id) {
    onDamage('run', nameOf(row, id));
    return null;
  }
  return { ...run, history };
}

/** What a run has learnt, or `null` where there is nothing that `read` can read. */
export async function readLearnt<T>(
  tables: RunTables,
  id: string,
  read: (row: unknown) => T | null,
  onDamage: OnDamage,
): Promise<T | null> {
  const row = await tables.get('checkpoints', id);
  if (row === undefined) return null;
  const learnt = read(row);
  if (learnt === null) onDamage('weights', nameOf(await tables.get('runs', id), id));
  return learnt;
}

/** All runs that can be read, the last one written first, without their histories. */
export async function listRuns(tables: RunTables, onDamage: OnDamage): Promise<Run[]> {
  const found: { run: Run; order: number }[] = [];
  for (const id of await tables.keys('runs')) {
    const row = await tables.get('runs', id);
    const run = parseRun(isObject(row) ? { ...row, history: NO_HISTORY } : row);
    const complete = run?.id === id && isObject(row) && isObject(row.history);
    if (complete) found.push({ run: { ...run, history: { losses: [], accuracies: [] } }, order: whole(row.order) });
    else onDamage('run', nameOf(row, id));
  }
  // Rows of version 1 were not counted; all of them are older than those that were.
  return found
    .sort((a, b) => b.order - a.order || b.run.updatedAt - a.run.updatedAt || b.run.createdAt - a.run.createdAt)
    .map(({ run }) => run);
}

/** A run that somebody may still continue: none of these is ever deleted to make room. */
export const isWanted = (run: Run): boolean => isActive(run) || run.status === 'interrupted';

/** Neither is one that a person has starred. */
const isKept = (run: Run): boolean => run.starred === true || isWanted(run);

export async function deleteRun(tables: RunTables, id: string): Promise<void> {
  await deleteHistory(tables, id);
  await deleteSnapshots(tables, id);
  await tables.delete('runs', id);
  await tables.delete('checkpoints', id);
}

/** Deletes all but the `keep` last written runs. Those that are wanted or starred, trials of a study that may go on, or named in `except`, are neither counted nor deleted. */
export async function pruneRuns(tables: RunTables, keep: number, except: readonly string[]): Promise<string[]> {
  const runs = await listRuns(tables, () => undefined);
  const spared = new Set([...except, ...(await runsOfLivingStudies(tables))]);
  const ids = runs.filter((run) => !isKept(run) && !spared.has(run.id)).map(({ id }) => id);
  const deleted = ids.slice(keep);
  for (const id of deleted) await deleteRun(tables, id);
  return deleted;
}

/** Deletes all runs but those in `except`, those that cannot be read included. */
export async function clearRuns(tables: RunTables, except: readonly string[]): Promise<string[]> {
  const ids = (await tables.keys('runs')).filter((id) => !except.includes(id));
  for (const id of ids) await deleteRun(tables, id);
  return ids;
}

/** Deletes what ended runs have learnt, but for starred ones; their rows stay. Returns the ids of those that had learnt something. */
export async function pruneLearnt(tables: RunTables, except: readonly string[]): Promise<string[]> {
  const runs = await listRuns(tables, () => undefined);
  const kept = new Set(await tables.keys('checkpoints'));
  const ids = runs.filter((run) => !isKept(run) && !except.includes(run.id) && kept.has(run.id)).map(({ id }) => id);
  for (const id of ids) await tables.delete('checkpoints', id);
  return ids;
}

function nameOf(row: unknown, id: string): string {
  const experiment = isObject(row) ? row.experiment : null;
  const name = isObject(experiment) ? experiment.name : null;
  return typeof name === 'string' && name !== '' ? `“${name.slice(0, 100)}” (${id.slice(0, 40)})` : id.slice(0, 40);
}

/** Whatever a row may turn out to be. */
interface RawRow {
  experiment?: unknown;
  name?: unknown;
  history?: unknown;
  order?: unknown;
}

const isObject = (value: unknown): value is RawRow => typeof value === 'object' && value !== null;
