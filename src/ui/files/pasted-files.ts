import { type DroppedFile, droppedFiles } from './dropped-files';

/** What rows that are pasted are called. */
const TABLE_NAME = 'Pasted table.tsv';

/**
 * What is pasted: rows of cells as a file of a table, as spreadsheets hand them on (together with a picture of them, which nobody means), or else the files.
 * The browser empties `data` as soon as the event is over.
 */
export async function pastedFiles(data: DataTransfer): Promise<DroppedFile[]> {
  const text = data.getData('text/plain');
  if (!isTable(text)) return data.files.length > 0 ? droppedFiles(data) : [];
  return [{ path: TABLE_NAME, file: new File([text], TABLE_NAME, { type: 'text/tab-separated-values' }) }];
}

/** Two lines at least, each cut by tabs into as many cells. */
export function isTable(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const [first = '', ...others] = lines.slice(0, 100).map((line) => line.split('\t').length);
  return others.length > 0 && Number(first) > 1 && others.every((cells) => cells === first);
}
