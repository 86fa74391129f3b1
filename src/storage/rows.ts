import * as v from 'valibot';
import type { StoredFile } from './types';

const fileSchema: v.GenericSchema<unknown, StoredFile> = v.object({
  name: v.string(),
  sha256: v.string(),
  source: v.string(),
  bytes: v.instance(Uint8Array),
  savedAt: v.pipe(v.number(), v.finite()),
});

/** A stored file, or `null` where the row is damaged. Its bytes are not hashed here. */
export function readFile(row: unknown): StoredFile | null {
  const parsed = v.safeParse(fileSchema, row);
  return parsed.success ? parsed.output : null;
}
