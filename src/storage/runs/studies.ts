import { StorageError } from '@/storage/errors';
import { parseStudyRecord } from '@/study/schema';
import { isLiving, type StudyRecord } from '@/study/study';
import type { RunTables } from './tables';

/** Told of a study that cannot be read. */
type OnDamage = (id: string) => void;

/** Writes a study and its trials. */
export async function saveStudy(tables: RunTables, record: StudyRecord): Promise<void> {
  // What could not be read back would be lost: it is refused instead.
  if (parseStudyRecord(record) === null)
    throw new StorageError('invalid', 'This study cannot be saved: it has a value that could not be read back.');
  await tables.put('studies', record.study.id, record);
}

/** All studies that can be read, the newest first. */
export async function listStudies(tables: RunTables, onDamage: OnDamage): Promise<StudyRecord[]> {
  const records: StudyRecord[] = [];
  for (const id of await tables.keys('studies')) {
    const record = parseStudyRecord(await tables.get('studies', id));
    if (record?.study.id === id) records.push(record);
    else onDamage(id);
  }
  return records.sort((a, b) => b.study.createdAt - a.study.createdAt);
}

/** The runs of studies that may still go on. */
export async function runsOfLivingStudies(tables: RunTables): Promise<string[]> {
  const records = await listStudies(tables, () => undefined);
  return records.filter(isLiving).flatMap(({ trials }) => trials.flatMap(({ runId }) => (runId === null ? [] : [runId])));
}

export const deleteStudy = (tables: RunTables, id: string): Promise<unknown> => tables.delete('studies', id);
