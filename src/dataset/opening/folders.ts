import { MOST_CLASSES } from '@/experiment/data/item-shape';
import { LONGEST_NAME } from '@/experiment/data/own';
import { fileName, OpeningError } from './opening';

/** A picture among files that were opened: its class follows from its folder. */
export interface FiledPicture<F> {
  file: F;
  /** Position among the class names. */
  label: number;
  isTest: boolean;
}

/** Pictures sorted into classes by their folders. */
export interface FiledPictures<F> {
  /** What the set may be called: the folder around the classes. */
  name: string;
  classNames: string[];
  pictures: FiledPicture<F>[];
  notes: string[];
}

const PICTURE = /\.(png|jpe?g|webp|gif|bmp|avif)$/i;

/** Whether a file is a picture, by its ending. */
export const isPicture = (path: string): boolean => PICTURE.test(path) && !isLitter(path);

/** What systems leave in folders and archives: nobody asks for it, and nobody is told. */
export const isLitter = (path: string): boolean => /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i.test(path);

const TRAIN = /^train(ing)?$/i;
const TEST = /^test(ing)?$/i;
const VALIDATION = /^val(id(ation)?)?$/i;

/**
 * Sorts pictures into classes: one folder a class, directly in the folder that was opened or in its `train` and `test`. Where there is a `test` folder,
 * pictures in a `valid` one are trained on; else they are the test. Folders within a class's folder belong to the class.
 * Throws an OpeningError where the folders make no classes.
 */
export function fileByFolder<F extends { path: string }>(files: readonly F[]): FiledPictures<F> {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const folders = sorted.map(({ path }) => path.split('/').slice(0, -1));
  const shared = sharedFolders(folders);
  const hasTest = folders.some((parts) => parts.slice(shared.length).some((part) => TEST.test(part)));
  const placed = sorted.map((file, i) => ({ file, ...placeOf((folders[i] ?? []).slice(shared.length), hasTest) }));
  const names = [...new Set(placed.flatMap(({ name }) => (name === null ? [] : [name])))];
  if (names.length === 0) throw noClasses(shared, sorted);
  if (names.length > MOST_CLASSES)
    throw new OpeningError(`There are ${names.length} folders, and at most ${MOST_CLASSES} classes are possible.`);
  const pictures = placed.flatMap(({ file, name, isTest }) => (name === null ? [] : [{ file, label: names.indexOf(name), isTest }]));
  const loose = placed.length - pictures.length;
  const notes =
    loose === 0
      ? []
      : [
          `${loose === 1 ? '1 picture lies' : `${loose.toLocaleString('en')} pictures lie`} in no folder of a class, and ${loose === 1 ? 'was' : 'were'} left out.`,
        ];
  return { name: shared.at(-1) ?? '', classNames: names.map((name) => name.slice(0, LONGEST_NAME)), pictures, notes };
}

/** The folders that all files lie in; a folder `train` or `test` is none of them. */
function sharedFolders(folders: readonly string[][]): string[] {
  const [first = []] = folders;
  const until = first.findIndex((part, at) => isPart(part) || folders.some((parts) => parts[at] !== part));
  return until < 0 ? first : first.slice(0, until);
}

const isPart = (folder: string): boolean => TRAIN.test(folder) || TEST.test(folder) || VALIDATION.test(folder);

/** The class and part of a picture, from its folders within the shared ones: `cat`, `train/cat`, `cat/train`, `animals/train/cat`. */
function placeOf(parts: readonly string[], hasTest: boolean): { name: string | null; isTest: boolean } {
  const at = parts.findIndex(isPart);
  const part = parts[at] ?? '';
  const isTest = TEST.test(part) || (VALIDATION.test(part) && !hasTest);
  const name = at < 0 ? parts[0] : (parts[at + 1] ?? parts[at - 1]);
  return { name: name ?? null, isTest };
}

function noClasses(shared: readonly string[], files: readonly { path: string }[]): OpeningError {
  const where =
    shared.length > 0 ? `All pictures lie in one folder, “${shared.at(-1)}”.` : `“${fileName(files[0]?.path ?? '')}” lies in no folder.`;
  return new OpeningError(`${where} Put the pictures of each class into a folder of its own, and open the folder around them.`);
}
