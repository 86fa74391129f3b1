/** Height, width and channels of one image: 1 channel is grey, 3 are red, green and blue. */
export type ItemShape = readonly [height: number, width: number, channels: number];

/** Where the images of a data set come from. */
export type DatasetOrigin =
  /** From files. `hosts` are the web origins, besides the page's own, that its manifest names; the content security policy allows them. */
  | { kind: 'downloaded'; hosts: readonly string[] }
  /** Computed in the worker. */
  | { kind: 'generated' };

/** What is known of a data set before its images are here. */
export interface DatasetInfo {
  name: string;
  itemShape: ItemShape;
  /** In label order. */
  classNames: readonly string[];
  /** The same names for narrow places. */
  shortClassNames: readonly string[];
  /** Images of its two sets, spread evenly over the classes. */
  counts: { readonly train: number; readonly test: number };
  origin: DatasetOrigin;
  /** What a task starts from when it is chosen. Numbers are labels. */
  examples: {
    readonly groups: readonly { readonly name: string; readonly classes: readonly number[] }[];
    readonly pair: readonly [number, number];
  };
}

/** Fashion-MNIST's classes, which the built-in garments share. */
const GARMENTS = {
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

/** Every data set that the app knows, in the order in which they are offered. */
export const DATASETS = {
  'fashion-mnist': {
    name: 'Fashion-MNIST',
    itemShape: [28, 28, 1],
    counts: { train: 60_000, test: 10_000 },
    origin: { kind: 'downloaded', hosts: ['https://raw.githubusercontent.com'] },
    ...GARMENTS,
  },
  'builtin-garments': {
    name: 'Built-in garments',
    itemShape: [28, 28, 1],
    counts: { train: 12_000, test: 2_000 },
    origin: { kind: 'generated' },
    ...GARMENTS,
  },
} as const satisfies Record<string, DatasetInfo>;

export type DatasetId = keyof typeof DATASETS;

type WithOrigin<Kind> = { [Id in DatasetId]: (typeof DATASETS)[Id]['origin']['kind'] extends Kind ? Id : never }[DatasetId];

/** The data sets that are computed: `dataset/generators` has a generator for each. */
export type GeneratedId = WithOrigin<'generated'>;

/** The data sets that are made of files: a manifest says which. */
export type DownloadedId = WithOrigin<'downloaded'>;

export const DATASET_IDS = Object.keys(DATASETS) as DatasetId[];

/** What a new design trains on. */
export const DEFAULT_DATASET: DownloadedId = 'fashion-mnist';

/** What takes the place of a data set that is not here. */
export const STAND_IN_DATASET: GeneratedId = 'builtin-garments';

export const datasetInfo = (id: DatasetId): DatasetInfo => DATASETS[id];

export const isDownloaded = (id: DatasetId): id is DownloadedId => datasetInfo(id).origin.kind === 'downloaded';

/** The data sets that are made of files. */
export const DOWNLOADED_IDS = DATASET_IDS.filter(isDownloaded);

/** Bytes of one image, a byte for each pixel and channel. */
export const bytesPerItem = ([height, width, channels]: ItemShape): number => height * width * channels;

const largest = (of: (info: DatasetInfo) => number): number => Math.max(...DATASET_IDS.map((id) => of(datasetInfo(id))));

/** The longest side of any image, in pixels. */
export const LARGEST_SIDE = largest(({ itemShape: [height, width] }) => Math.max(height, width));

/** The most classes that any data set has. */
export const MOST_CLASSES = largest(({ classNames }) => classNames.length);

/** Bytes that the images and labels of the largest data set take. */
export const LARGEST_DATASET_BYTES = largest(({ counts, itemShape }) => (counts.train + counts.test) * (bytesPerItem(itemShape) + 1));
