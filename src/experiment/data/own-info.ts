import type { DatasetInfo, DatasetOrigin } from './dataset-info.ts';
import type { ItemShape } from './item-shape.ts';
import type { OwnEntry, OwnTableEntry } from './own.ts';
import { columnTitle, inputCount, type TableInfo } from './table.ts';

const infos = new WeakMap<OwnEntry, DatasetInfo>();

/** What is known of an own data set: the same object each time, as for the sets that come with the app. */
export function infoOf(entry: OwnEntry): DatasetInfo {
  const info = infos.get(entry) ?? ownInfo(entry);
  infos.set(entry, info);
  return info;
}

/** Longer class names are cut in narrow places. */
const SHORT_NAME = 12;

function ownInfo(entry: OwnEntry): DatasetInfo {
  const { name, counts, files } = entry;
  const origin: DatasetOrigin = { kind: 'opened', files };
  if (entry.kind === 'table') return { name, counts, origin, ...rowsInfo(entry) };
  return { name, counts, origin, itemShape: entry.itemShape, ...classesInfo(entry.classNames) };
}

/** Of a table: its target has classes, or is a number. */
function rowsInfo({ columns, target, missing }: OwnTableEntry): Omit<DatasetInfo, 'name' | 'counts' | 'origin'> {
  const table: TableInfo = { columns, target, missing };
  const itemShape: ItemShape = [1, inputCount(table), 1];
  if (target.kind === 'category') return { table, itemShape, ...classesInfo(target.levels) };
  return {
    table,
    itemShape,
    classNames: [columnTitle(target)],
    shortClassNames: [shortName(target.name)],
    examples: { groups: [], pair: [0, 0] },
  };
}

const shortName = (name: string): string => (name.length > SHORT_NAME ? `${name.slice(0, SHORT_NAME - 1)}…` : name);

function classesInfo(classNames: readonly string[]): Pick<DatasetInfo, 'classNames' | 'shortClassNames' | 'examples'> {
  const labels = [...classNames.keys()];
  const half = Math.ceil(labels.length / 2);
  return {
    classNames,
    shortClassNames: classNames.map(shortName),
    examples: {
      groups: [
        { name: 'Group 1', classes: labels.slice(0, half) },
        { name: 'Group 2', classes: labels.slice(half) },
      ],
      pair: [0, 1],
    },
  };
}
