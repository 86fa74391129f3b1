/** A folder may hold anything: no more than this of it is looked at. */
const MAX_FILES = 20_000;
const MAX_DEPTH = 5;

/** A file that was dropped, and where it lay in the folder that was dropped. */
export interface DroppedFile {
  path: string;
  file: File;
}

/** Whether something that is dragged has files in it. */
export const hasFiles = (transfer: DataTransfer | null): boolean => transfer?.types.includes('Files') ?? false;

/** The files that were dropped, those in dropped folders included. The browser empties `transfer` as soon as the event is over. */
export async function droppedFiles(transfer: DataTransfer): Promise<DroppedFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  // Where a browser gives no entries there are no folders either.
  if (entries.length === 0) return [...transfer.files].map((file) => ({ path: file.name, file }));
  const found: DroppedFile[] = [];
  for (const entry of entries) await collect(entry, MAX_DEPTH, found);
  return found;
}

async function collect(entry: FileSystemEntry, depth: number, found: DroppedFile[]): Promise<void> {
  if (found.length >= MAX_FILES) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ path: entry.fullPath.replace(/^\//, ''), file });
  } else if (isFolder(entry) && depth > 0) {
    for (const child of await childrenOf(entry)) await collect(child, depth - 1, found);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** Folders are read in portions, until an empty one. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  while (children.length < MAX_FILES) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) break;
    children.push(...portion);
  }
  return children;
}
