import type { DataSpec } from '@/experiment/data/types';
import { dataFileName } from './data/saved/data-file';
import { pyString } from './python/literals';

/** The options that say where the data are, within the function `main`. */
export function dataOptions({ dataset }: Pick<DataSpec, 'dataset'>): string {
  const file = dataFileName(dataset);
  const help = file === null ? 'folder of the four data files; missing ones are downloaded' : 'the data file that Atelier saves';
  return `    parser = argparse.ArgumentParser(
        description="Train the network described at the top of this file."
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(${pyString(file ?? 'data')}),
        help=${pyString(help)},
    )
    parser.add_argument(
        "--split",
        type=Path,
        help="JSON file with the positions of train, validation and test",
    )`;
}

/** The options that the program of every library has, within its function `main`. */
export const sharedOptions = (data: Pick<DataSpec, 'dataset'>): string => `${dataOptions(data)}
    parser.add_argument(
        "--weights", type=Path, help="first weights: an .npz file"
    )`;
