import { DATASET_IDS, datasetInfo } from '@/experiment/data/datasets';

/** Names of all data sets' classes that have a shorter form. A map, since a group may be called like something that every object has. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map(
  DATASET_IDS.flatMap((id) => {
    const { classNames, shortClassNames } = datasetInfo(id);
    return classNames.map((name, label): [string, string] => [name, shortClassNames[label] ?? name]);
  }),
);

/** A class's name for narrow places. */
export const shortClassName = (name: string): string => SHORT_NAMES.get(name) ?? name;
