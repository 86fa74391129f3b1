import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../fixtures/storage-v1/', import.meta.url);

/** A row of a store with its key, as recorded: binary arrays are packed (see the fixture's README). */
export interface PackedRow {
  key: string | string[];
  value: unknown;
}

/** A recorded run: its row, and the row of what it learned, where it learned something. */
export interface StoredRun {
  name: string;
  run: Record<string, unknown> & { id: string };
  checkpoint: unknown;
}

/** JSON of a file of the fixture, packed as it lies there. */
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, FOLDER), 'utf8'));

const namesIn = (folder: string): string[] => readdirSync(new URL(folder, FOLDER)).map((file) => file.replace('.json', ''));

/** The stores of version 1, each with its packed rows. */
export function packedStores(): Record<'files' | 'runs' | 'checkpoints' | 'settings', PackedRow[]> {
  const runs = namesIn('runs/').map((name) => read(`runs/${name}.json`) as StoredRun);
  return {
    files: read('files.json') as PackedRow[],
    settings: read('settings.json') as PackedRow[],
    runs: runs.map(({ run }) => ({ key: run.id, value: run })),
    checkpoints: runs.filter(({ checkpoint }) => checkpoint !== null).map(({ run, checkpoint }) => ({ key: run.id, value: checkpoint })),
  };
}

/** Every recorded run, unpacked. */
export const storedRuns = (): StoredRun[] =>
  namesIn('runs/').map((name) => ({ name, ...(unpack(read(`runs/${name}.json`)) as Omit<StoredRun, 'name'>) }));

/** Every recorded design. */
export const storedDesigns = (): { name: string; design: Record<string, unknown> }[] =>
  namesIn('designs/').map((name) => ({ name, design: read(`designs/${name}.json`) as Record<string, unknown> }));

/** The localStorage of the visit that the recorded settings belong to. */
export const storedLocalStorage = (): Record<string, string> => read('local-storage.json') as Record<string, string>;

/** Undoes the packing. Also sent into pages, so it names nothing outside itself. */
export function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack);
  if (typeof value !== 'object' || value === null) return value;
  const { $, base64, value: text } = value as { $?: string; base64?: string; value?: string };
  if ($ === 'number') return Number(text);
  if ($ && base64 !== undefined) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const kinds = { Uint8Array, Uint16Array, Int32Array, Float32Array, Float64Array };
    return new kinds[$ as keyof typeof kinds](bytes.buffer);
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unpack(each)]));
}
