import { classicalEntry } from '@/experiment/classical/models';
import { taskOutput } from '@/experiment/data/classes';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { kindOf, type Layer, type LayerKind } from '@/experiment/network/kinds';
import { formatNumber } from '@/experiment/words/numbers';

/** Groups of like layers that still fit into a cell of a table. */
const MOST_GROUPS = 3;
/** Sizes of one group that do. */
const MOST_SIZES = 4;

/** The model of an Experiment in a few words: "Dense 128 → 10", "Conv2D 32 → … → 10 (9 layers)", "Random forest, 100 trees". */
export function modelWords(experiment: Experiment): string {
  const { model, data } = experiment;
  if (model.kind === 'classical') return classicalEntry(model.classical).words(model.classical);
  const outputs = taskOutput(data).units;
  const groups = groupsOf(model.layers);
  const [first] = groups;
  if (!first) return `No hidden layer → ${outputs}`;
  const long = groups.length > MOST_GROUPS || groups.some(({ sizes }) => sizes.length > MOST_SIZES);
  if (long) return `${groupWords({ ...first, sizes: first.sizes.slice(0, 1) })} → … → ${outputs} (${model.layers.length + 1} layers)`;
  return [...groups.map(groupWords), outputs].join(' → ');
}

/** What else is in the network, which has no size to speak of: "with Dropout, BatchNormalization"; empty without. */
export function companionWords(experiment: Experiment): string {
  const titles = layersOf(experiment)
    .map(kindOf)
    .filter(({ role }) => role === 'helps')
    .map(({ title }) => title);
  return titles.length > 0 ? `with ${[...new Set(titles)].join(', ')}` : '';
}

interface Group {
  kind: LayerKind;
  title: string;
  /** Units or filters of each layer; none of a kind that has neither. */
  sizes: number[];
}

/** "Conv2D 32, 64", or the title alone where a kind has no size. */
const groupWords = ({ title, sizes }: Group): string => [title, sizes.map(formatNumber).join(', ')].filter(Boolean).join(' ');

/** Layers that learn, those of one kind in a row taken together; two dense layers with a Dropout between them are in a row. */
function groupsOf(layers: readonly Layer[]): Group[] {
  const groups: Group[] = [];
  for (const layer of layers) {
    const { title, role, size } = kindOf(layer);
    if (role !== 'learns') continue;
    const sizes = size ? [size(layer)] : [];
    const last = groups.at(-1);
    if (last?.kind === layer.kind) last.sizes.push(...sizes);
    else groups.push({ kind: layer.kind, title, sizes });
  }
  return groups;
}
