import { changedLabels, withLabels } from '@/run/labels';
import { parseLabels } from '@/run/schema';
import type { LabelChange, Run, RunLabels } from '@/run/types';
import type { RunTables } from './tables';

/**
 * Changes the labels of a run, whoever else writes it: neither its claim nor its place in the order of writes changes. Returns its labels; `null` where
 * there is no such run.
 */
export async function labelRun(tables: RunTables, id: string, change: LabelChange): Promise<RunLabels | null> {
  const row = await tables.get('runs', id);
  if (typeof row !== 'object' || row === null) return null;
  const labels = changedLabels(parseLabels(row), change);
  await tables.put('runs', id, withLabels(row, labels));
  return labels;
}

/** The run to write over its stored row. The stored labels stay: they may have changed since this run was read. */
export const keepingLabels = (run: Run, row: unknown): Run => (row === undefined ? run : withLabels(run, parseLabels(row)));
