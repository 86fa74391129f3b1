import { unzipSync } from 'fflate';
import type { DroppedFile } from '@/ui/files/dropped-files';

/** Files that can only be data: by their endings, and by the official names of data sets whose files have none. A workbook or PDF is told there what to save it as. */
const DATA_FILE = /\.(gz|npz|npy|csv|tsv|tab|xlsx|pdf|png|jpe?g|webp|gif|bmp|avif)$|(idx\d|ubyte)|(data|test)_batch(_\d)?\.bin$/i;

/**
 * Opens files of any kind: runs and models where they are such, and a data set, with its preview, where they are images or a table. Of files of both kinds the data
 * wait for another time.
 */
export async function openAny(given: readonly DroppedFile[]): Promise<void> {
  if (await areData(given)) {
    const { previewFiles } = await import('@/stores/opening');
    return previewFiles(given);
  }
  const { openAndTell } = await import('./open-files');
  return openAndTell(given.map(({ file }) => file));
}

async function areData(given: readonly DroppedFile[]): Promise<boolean> {
  if (given.some(({ file }) => /\.(atelier|onnx)$/i.test(file.name))) return false;
  if (given.some(({ file }) => DATA_FILE.test(file.name))) return true;
  const [only] = given;
  return given.length === 1 && only !== undefined && /\.zip$/i.test(only.file.name) && !(await holdsModel(only.file));
}

/** More bytes than any model that is opened has. */
const LARGEST_MODEL = 300_000_000;

/** Whether an archive has a model in it, by the names of its files: nothing is unpacked. */
async function holdsModel(file: File): Promise<boolean> {
  if (file.size > LARGEST_MODEL) return false;
  const names: string[] = [];
  try {
    unzipSync(new Uint8Array(await file.arrayBuffer()), {
      filter: ({ name }) => {
        names.push(name);
        return false;
      },
    });
  } catch {
    // What cannot be read says so where models are opened.
    return true;
  }
  return names.some((name) => /\.json$/i.test(name));
}
