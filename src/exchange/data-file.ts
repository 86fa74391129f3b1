import { bytesPerItem, type ItemShape } from '@/experiment/data/item-shape';
import { type Column, MISSING_LEVEL, type TableInfo } from '@/experiment/data/table';
import { npzFile } from './models/npz';

/** Images of a part of a data set: a byte for each pixel and channel, and a label byte each. */
interface Part {
  images: Uint8Array;
  labels: Uint8Array;
}

/** Images as Keras's mnist.npz has them: `x_train`, `y_train`, `x_test`, `y_test`; colors as a last axis of 3. Atelier reads it as it wrote it. */
export function imagesFile(itemShape: ItemShape, train: Part, test: Part): Uint8Array<ArrayBuffer> {
  const [height, width, channels] = itemShape;
  const shape = channels === 1 ? [height, width] : [height, width, channels];
  const arrays = (part: string, { images, labels }: Part) => [
    { name: `x_${part}`, shape: [images.length / bytesPerItem(itemShape), ...shape], values: images },
    { name: `y_${part}`, shape: [labels.length], values: labels },
  ];
  return npzFile([...arrays('train', train), ...arrays('test', test)]);
}

/**
 * The rows of a table for a CSV file, under the names of its columns, the target last: training rows first, then test rows. Numbers in all their digits, so that
 * whoever reads them has the same; nothing where a cell is missing.
 *
 * @param columns the cells of each column, then those of the target
 */
export function tableRows({ columns, target }: TableInfo, cells: readonly ArrayLike<number>[]): (string | number)[][] {
  const all = [...columns, target];
  const count = cells[0]?.length ?? 0;
  const rows = Array.from({ length: count }, (_, row) => all.map((column, k) => cellOf(column, cells[k]?.[row] ?? Number.NaN)));
  return [all.map(({ name }) => name), ...rows];
}

function cellOf(column: Column, cell: number): string | number {
  if (column.kind === 'category') return cell === MISSING_LEVEL ? '' : (column.levels[cell] ?? '');
  return Number.isFinite(cell) ? cell : '';
}
