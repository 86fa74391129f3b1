// The build's configuration reads the data sets too, without Vite: hence the file names in full, here and in what this imports.
import type { DatasetInfo } from './dataset-info.ts';
import { bytesPerItem } from './item-shape.ts';
import { isOwn, type OwnId, ownEntry } from './own.ts';
import { infoOf } from './own-info.ts';
import { columnTitle, inputCount, type TableInfo } from './table.ts';
import { FLIGHT_PRICES } from './tables.ts';

export { bytesPerItem, type ItemShape, LARGEST_SIDE, MOST_CLASSES } from './item-shape.ts';

/** Fashion-MNIST's classes, which the built-in garments share. */
const GARMENTS = {
  drawn: 'a garment',
  classNames: ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
  shortClassNames: ['T-shirt', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Boot'],
  examples: {
    groups: [
      { name: 'Top', classes: [0, 2, 3, 4, 6] },
      { name: 'Bottom', classes: [1, 5, 7, 9] },
      { name: 'Accessories', classes: [8] },
    ],
    pair: [3, 9],
  },
} as const;

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** What the cursive characters of KMNIST are read as. */
const SYLLABLES = ['o', 'ki', 'su', 'tsu', 'na', 'ha', 'ma', 'ya', 're', 'wo'] as const;

/** Every data set that comes with the app, in the order in which they are offered. */
export const DATASETS = {
  'fashion-mnist': {
    name: 'Fashion-MNIST',
    itemShape: [28, 28, 1],
    counts: { train: 60_000, test: 10_000 },
    origin: { kind: 'downloaded', hosts: ['https://raw.githubusercontent.com'], credit: 'By Zalando Research, MIT license' },
    ...GARMENTS,
  },
  'builtin-garments': {
    name: 'Built-in garments',
    itemShape: [28, 28, 1],
    counts: { train: 12_000, test: 2_000 },
    origin: { kind: 'generated' },
    ...GARMENTS,
  },
  mnist: {
    name: 'MNIST',
    itemShape: [28, 28, 1],
    counts: { train: 60_000, test: 10_000 },
    origin: {
      kind: 'downloaded',
      hosts: ['https://raw.githubusercontent.com'],
      credit: 'By Yann LeCun, Corinna Cortes and Christopher Burges, CC BY-SA 3.0',
    },
    drawn: 'a digit',
    ofLines: true,
    classNames: DIGITS,
    shortClassNames: DIGITS,
    examples: {
      groups: [
        { name: 'Even', classes: [0, 2, 4, 6, 8] },
        { name: 'Odd', classes: [1, 3, 5, 7, 9] },
      ],
      pair: [3, 8],
    },
  },
  kmnist: {
    name: 'KMNIST',
    itemShape: [28, 28, 1],
    counts: { train: 60_000, test: 10_000 },
    origin: {
      kind: 'downloaded',
      hosts: ['https://raw.githubusercontent.com', 'https://codh.rois.ac.jp'],
      credit: 'By CODH, adapted from the Kuzushiji Dataset of NIJL and others (doi:10.20676/00000341), CC BY-SA 4.0',
    },
    drawn: 'a character',
    ofLines: true,
    classNames: SYLLABLES,
    shortClassNames: SYLLABLES,
    examples: {
      groups: [
        { name: 'With a', classes: [4, 5, 6, 7] },
        { name: 'Other', classes: [0, 1, 2, 3, 8, 9] },
      ],
      pair: [1, 8],
    },
  },
  'flight-prices': {
    name: 'Flight prices',
    itemShape: [1, inputCount(FLIGHT_PRICES), 1],
    counts: { train: 16_000, test: 4_000 },
    origin: { kind: 'generated' },
    note: 'Invented: every row is drawn by a rule, no airline ever asked these prices.',
    table: FLIGHT_PRICES,
    classNames: [columnTitle(FLIGHT_PRICES.target)],
    shortClassNames: [FLIGHT_PRICES.target.name],
    examples: { groups: [], pair: [0, 0] },
  },
} as const satisfies Record<string, DatasetInfo>;

/** A data set that comes with the app. */
export type KnownId = keyof typeof DATASETS;

/** Any data set: one that comes with the app, or a person's own. */
export type DatasetId = KnownId | OwnId;

type WithOrigin<Kind> = { [Id in KnownId]: (typeof DATASETS)[Id]['origin']['kind'] extends Kind ? Id : never }[KnownId];

/** The data sets that are computed: `dataset/generators` has a generator for each. */
export type GeneratedId = WithOrigin<'generated'>;

/** The data sets that are made of files: a manifest says which. */
export type DownloadedId = WithOrigin<'downloaded'>;

export const DATASET_IDS = Object.keys(DATASETS) as KnownId[];

/** What a new design trains on. */
export const DEFAULT_DATASET: DownloadedId = 'fashion-mnist';

/** What takes the place of a data set that is not here. */
export const STAND_IN_DATASET: GeneratedId = 'builtin-garments';

/** Whether a data set that comes with the app is of garments: of the classes and the size that the built-in ones have. */
export function isOfGarments(id: DatasetId): boolean {
  if (isOwn(id)) return false;
  const [one, garments] = [datasetInfo(id), datasetInfo(STAND_IN_DATASET)];
  return String(one.itemShape) === String(garments.itemShape) && String(one.classNames) === String(garments.classNames);
}

/** Whether the built-in garments can take the place of a data set. */
export const hasStandIn = (id: DatasetId): boolean => id !== STAND_IN_DATASET && isOfGarments(id);

/** What is known of a data set. Throws for an own one whose entry was never seen, which no Experiment that was read can name. */
export function datasetInfo(id: DatasetId): DatasetInfo {
  if (!isOwn(id)) return DATASETS[id];
  const entry = ownEntry(id);
  if (!entry) throw new Error(`Nothing is known of the data set ${id}.`);
  return infoOf(entry);
}

/** The table of a data set; `null` where it is images. */
export const tableOf = (id: DatasetId): TableInfo | null => datasetInfo(id).table ?? null;

/** Whether what is to be predicted is a number. */
export const predictsNumber = (id: DatasetId): boolean => tableOf(id)?.target.kind === 'number';

/** What a network is given of one item: the image, or the list of numbers that a row becomes. */
export function inputShapeOf(id: DatasetId): readonly number[] {
  const { itemShape, table } = datasetInfo(id);
  return table ? [itemShape[1]] : itemShape;
}

export const isDownloaded = (id: DatasetId): id is DownloadedId => datasetInfo(id).origin.kind === 'downloaded';

export const isGenerated = (id: DatasetId): id is GeneratedId => datasetInfo(id).origin.kind === 'generated';

/** The data sets that are made of files. */
export const DOWNLOADED_IDS = DATASET_IDS.filter(isDownloaded);

const BYTES_PER_NUMBER = 4;

/** Bytes that the images and labels of a data set take. */
export const datasetBytes = ({ counts, itemShape, table }: Pick<DatasetInfo, 'counts' | 'itemShape' | 'table'>): number =>
  (counts.train + counts.test) * (bytesPerItem(itemShape) * (table ? BYTES_PER_NUMBER : 1) + 1);
