/** Fashion-MNIST's two long names as people say them. A map, since a group may be called like something that every object has. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['T-shirt/top', 'T-shirt'],
  ['Ankle boot', 'Boot'],
]);

/** A class's name for narrow places. */
export const shortClassName = (name: string): string => SHORT_NAMES.get(name) ?? name;
