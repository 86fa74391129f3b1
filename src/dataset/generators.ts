import { datasetInfo, type GeneratedId } from '@/experiment/data/datasets';
import { GARMENTS_VERSION, generateGarments } from './garments';
import { FLIGHTS_VERSION, generateFlights } from './tables/flights';
import type { Dataset, TableRows } from './types';

/** Computes a whole data set. */
interface Generator {
  /** Changes whenever a byte that it makes changes. */
  version: number;
  generate(): Pick<Dataset, 'train' | 'test' | 'table'>;
}

/** The generator of each data set that is computed. */
export const GENERATORS: Readonly<Record<GeneratedId, Generator>> = {
  'builtin-garments': { version: GARMENTS_VERSION, generate: generateGarments },
  'flight-prices': { version: FLIGHTS_VERSION, generate: () => tableOfNumbers('flight-prices', generateFlights()) },
};

/** A table whose target is a number: its rows have no images, and one label. */
function tableOfNumbers(id: GeneratedId, table: TableRows): Pick<Dataset, 'train' | 'test' | 'table'> {
  const { train, test } = datasetInfo(id).counts;
  const unlabelled = (count: number) => ({ images: new Uint8Array(0), labels: new Uint8Array(count) });
  return { train: unlabelled(train), test: unlabelled(test), table };
}
