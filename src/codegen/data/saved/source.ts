import { enclosed, indent, pyList, pyNumber, pyString } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import { type DatasetId, datasetInfo } from '@/experiment/data/datasets';
import type { Column, TableInfo } from '@/experiment/data/table';
import { spreadsheetText } from '@/experiment/words/spreadsheet';
import readImages from './read-images.py?raw';
import readTable from './read-table.py?raw';

/** What is in the file that Atelier saves, and the functions that read it. */
export function savedBlocks(dataset: DatasetId): Block[] {
  const { table } = datasetInfo(dataset);
  return table ? [tableConstants(dataset, table), readTable] : [arrayConstants(dataset), readImages];
}

function arrayConstants(dataset: DatasetId): Block {
  const { itemShape, counts } = datasetInfo(dataset);
  const [height, width, channels] = itemShape;
  const shape = (count: number) => [count, height, width, ...(channels === 1 ? [] : [channels])].join(', ');
  return [
    '# The arrays of the data file: images as bytes, and the label of each.',
    'ARRAYS = {',
    `    "x_train": (${shape(counts.train)}),`,
    `    "y_train": (${pyNumber(counts.train)},),`,
    `    "x_test": (${shape(counts.test)}),`,
    `    "y_test": (${pyNumber(counts.test)},),`,
    '}',
  ].join('\n');
}

function tableConstants(dataset: DatasetId, { columns, target }: TableInfo): Block {
  const { counts } = datasetInfo(dataset);
  const levelsOf = (column: Column, at: number) =>
    column.kind === 'number'
      ? 'None'
      : pyList(
          column.levels.map((level) => pyString(spreadsheetText(level))),
          at,
        );
  const entries = columns.map((column) => {
    const name = `${pyString(spreadsheetText(column.name))}: `;
    return `${name}${levelsOf(column, 5 + name.length)},`;
  });
  const goal = [pyString(spreadsheetText(target.name)), levelsOf(target, 10)];
  return [
    '# The columns of the data file that the network is given, in the order of',
    '# its inputs: None for numbers, else the levels of a category.',
    `COLUMNS = {\n${indent(entries.join('\n'))}\n}`,
    '# The column that is to be predicted.',
    `TARGET = ${enclosed('(', goal, ')', { column: 9 })}`,
    '# Rows of the data file: training rows first, then test rows.',
    `TRAIN_ROWS, TEST_ROWS = ${pyNumber(counts.train)}, ${pyNumber(counts.test)}`,
  ].join('\n');
}
