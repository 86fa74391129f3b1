import { type ItemShape, LARGEST_SIDE } from '@/experiment/data/item-shape';
import { compactLabels, labelNames } from './labels';
import { fileName, isTestName, type OpenedFile, OpeningError, type ReadImages } from './opening';

/** Whether bytes begin as a table of pixels does: a label and many numbers, under numbered names or, without a heading, as many as an image has. */
export function isPixelTable({ path, bytes }: OpenedFile): boolean {
  if (!/\.csv$/i.test(path)) return false;
  const [first = '', second = ''] = new TextDecoder().decode(bytes.subarray(0, 200_000)).split(/\r?\n/);
  const row = /^\s*[\d.]/.test(first) ? first : second;
  const columns = row.split(',');
  if (columns.length <= 16 || !columns.every((value) => /^\s*"?\d+(\.\d+)?"?\s*$/.test(value))) return false;
  // Tables of measurements are rows of numbers too.
  const names = first.split(',');
  const share = (pattern: RegExp) => names.filter((name) => pattern.test(name)).length / names.length;
  if (row !== first && share(PIXEL_NAME) >= 0.5) return true;
  const isImage = isSquare(columns.length - 1) && columns.every((value) => Number(value.replaceAll('"', '')) <= 255);
  return isImage && (row === first || share(/\d"?\s*$/) >= 0.5);
}

/** "pixel12", "px_3", "r0", and "3x14" or "7" alone. */
const PIXEL_NAME = /^\s*"?(pixels?|px|[rgbp])?[-_ ]?\d+([x_-]\d+)?"?\s*$/i;

const isSquare = (pixels: number): boolean => [1, 3].some((channels) => Number.isInteger(Math.sqrt(pixels / channels)));

interface Rows {
  labels: number[];
  pixels: Uint8Array;
  columns: number;
}

/**
 * Reads tables of pixels (`label,pixel1,pixel2,…`, as Kaggle ships Fashion-MNIST): a row an image, its label first or under the heading `label`, the rest the
 * pixels of a square, gray or in three channels. A second file whose name says so is the test.
 * Throws an OpeningError that names the file, and the line, at fault; also where pixels are fractions from 0 to 1, of which nothing would be left.
 */
export function readPixelTables(files: readonly OpenedFile[]): ReadImages {
  const notes: string[] = [];
  let train: OpenedFile | null = null;
  let test: OpenedFile | null = null;
  for (const file of files) {
    if (isTestName(fileName(file.path)) && !test) test = file;
    else if (!train) train = file;
    else notes.push(`“${fileName(file.path)}” was left out: another file has its role.`);
  }
  if (!train) [train, test] = [test, null];
  if (!train) throw new OpeningError('There is no table.');
  const [own, theirs] = [readRows(train), test && readRows(test)];
  if (theirs && theirs.columns !== own.columns) {
    throw new OpeningError(
      `A row has ${own.columns} pixels in “${fileName(train.path)}” and ${theirs.columns} in “${fileName(test?.path ?? '')}”.`,
    );
  }
  const labels = compactLabels(own.labels, theirs?.labels ?? []);
  const names = files.map(({ path }) => path).join(' ');
  return {
    name: fileName(train.path)
      .replace(/\.csv$/i, '')
      .replace(/[-_ ]*train(ing)?$/i, ''),
    itemShape: squareOf(own.columns, fileName(train.path)),
    classNames: labelNames(labels.occurring, names),
    train: { images: own.pixels, labels: labels.train },
    test: { images: theirs?.pixels ?? new Uint8Array(0), labels: labels.test },
    notes,
  };
}

function squareOf(columns: number, name: string): ItemShape {
  for (const channels of [1, 3]) {
    const side = Math.sqrt(columns / channels);
    if (Number.isInteger(side) && side <= LARGEST_SIDE) return [side, side, channels];
  }
  throw new OpeningError(`“${name}”: ${columns} pixels in a row are no square image of at most ${LARGEST_SIDE} × ${LARGEST_SIDE}.`);
}

const COMMA = 44;
const NEWLINE = 10;
const ZERO = 48;
const POINT = 46;
/** Quotes, spaces, tabs and the carriage return. */
const BESIDE_NUMBERS = new Set([34, 32, 9, 13]);

/** Read byte by byte: as text and numbers, 60,000 rows would take several times the memory of the file. */
function readRows({ path, bytes }: OpenedFile): Rows {
  const name = fileName(path);
  const end = bytes.indexOf(NEWLINE);
  const heading = new TextDecoder()
    .decode(bytes.subarray(0, end < 0 ? bytes.length : end))
    .replace(/["\r]/g, '')
    .split(',');
  const hasHeading = !/^\s*[\d.]/.test(heading[0] ?? '');
  const labelAt = hasHeading
    ? Math.max(
        0,
        heading.findIndex((column) => /^\s*(label|class|target|y)\s*$/i.test(column)),
      )
    : 0;
  const columns = heading.length - 1;
  const start = !hasHeading ? 0 : end < 0 ? bytes.length : end + 1;
  const lines = countLines(bytes, start);
  const labels: number[] = [];
  const pixels = new Uint8Array(lines * columns);
  const place = (line: number) => `“${name}”, line ${(line + (hasHeading ? 2 : 1)).toLocaleString('en')}`;
  let [at, to] = [start, 0];
  let [hasPoints, largest] = [false, 0];
  for (let line = 0; line < lines; line++) {
    for (let column = 0; column <= columns; column++) {
      const wanted = column === columns ? NEWLINE : COMMA;
      let [value, digits] = [0, 0];
      while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== NEWLINE) {
        const digit = bytes[at]! - ZERO;
        if (digit >= 0 && digit <= 9) [value, digits] = [value * 10 + digit, digits + 1];
        // What comes after the point is a part of a gray level: it is cut off.
        else if (bytes[at] === POINT) [at, hasPoints] = [lastDigit(bytes, at), true];
        else if (!BESIDE_NUMBERS.has(bytes[at]!)) value = Number.NaN;
        at++;
      }
      if (digits === 0 || Number.isNaN(value) || (at < bytes.length && bytes[at] !== wanted)) {
        throw new OpeningError(`${place(line)}: a label and ${columns} pixels are expected, all of them numbers from 0 on.`);
      }
      at++;
      if (column === labelAt) labels.push(value);
      else if (value > 255) throw new OpeningError(`${place(line)}: ${value} is no gray level from 0 to 255.`);
      else {
        pixels[to++] = value;
        if (value > largest) largest = value;
      }
    }
  }
  if (labels.length === 0) throw new OpeningError(`“${name}”: there is no row in the table.`);
  if (hasPoints && largest <= 1)
    throw new OpeningError(`“${name}”: the pixels lie between 0 and 1. Multiply them by 255, then open the table again.`);
  return { labels, pixels, columns };
}

/** Where the digits behind a point end. */
function lastDigit(bytes: Uint8Array, point: number): number {
  let at = point;
  while (bytes[at + 1]! >= ZERO && bytes[at + 1]! <= ZERO + 9) at++;
  return at;
}

/** Lines with anything in them; empty ones at the end do not count. */
function countLines(bytes: Uint8Array, start: number): number {
  let end = bytes.length;
  while (end > start && (bytes[end - 1] === NEWLINE || bytes[end - 1] === 13)) end--;
  let lines = end > start ? 1 : 0;
  for (let i = start; i < end; i++) if (bytes[i] === NEWLINE) lines++;
  return lines;
}
