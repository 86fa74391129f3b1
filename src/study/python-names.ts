import { partsOf } from './space/change-setting';
import type { Parameter } from './space/search-space';

/** The names that the parameters have in programs and in files: "units_l3", "learning_rate". No two are the same. */
export function pythonNames(parameters: readonly Parameter[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { address } of parameters) {
    const plain = nameOf(address);
    let name = plain;
    for (let k = 2; [...names.values()].includes(name); k++) name = `${plain}_${k}`;
    names.set(address, name);
  }
  return names;
}

const snake = (text: string): string =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/\W/g, '_')
    .toLowerCase();

function nameOf(address: string): string {
  const [root, name, option] = partsOf(address);
  if (root === 'layer' && option) return snake(`${option}_${name}`);
  if (root === 'present' || root === 'blocks') return snake(`${root}_${name}`);
  if (option) return snake(`${name}_${option}`);
  return snake(root === 'augmentation' ? `${root}_${name}` : name);
}
