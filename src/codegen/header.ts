import { taskClassNames } from '@/experiment/data/classes';
import { datasetInfo } from '@/experiment/data/datasets';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { kindOf } from '@/experiment/network/kinds';
import { wrapped } from './python/literals';

/** Columns of text in a docstring. */
const WIDTH = 79;

const LONGEST_STEM = 36;

/** A name as the start of a file name that any system takes, and that Python can import. */
export function fileStem(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST_STEM);
  if (plain === '') return 'atelier';
  return /^[a-z]/.test(plain) ? plain : `atelier_${plain}`;
}

/** Text from people inside a docstring: one line, no quotes or backslashes that could end it. */
const safe = (text: string): string =>
  text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('\\', '/')
    .replaceAll('"', "'")
    .trim();

/** The head of the file: which experiment it is, how it is run, and what differs from the app. */
export function docstring(
  experiment: Experiment,
  facts: { library: string; running: readonly string[]; hasDropout: boolean; takesWeights?: boolean; drawnBy?: string },
): string {
  const { name, version, data, training } = experiment;
  const layers = layersOf(experiment).map((layer) => kindOf(layer).title);
  const described = [
    `${datasetInfo(data.dataset).name}, ${taskClassNames(data).length} classes.`,
    `Layers: ${[...layers, 'output'].join(', ')}.`,
  ].join(' ');
  const drawn = facts.hasDropout ? 'First weights and dropout are' : 'First weights are';
  const { takesWeights = true, drawnBy = facts.library } = facts;
  const instead = takesWeights ? "; --weights starts from the app's weights instead" : '';
  const same = `The split, the order of the images and their changes are the app's own, from the same seed. ${drawn} drawn by ${drawnBy}, from the same distributions${instead}.`;
  return [
    wrapped(`${safe(name) || 'An experiment'}, exported from Atelier for ${facts.library}.`, WIDTH - 3).join('\n'),
    '',
    ...wrapped(described, WIDTH),
    `Experiment format ${version}, seed ${training.seed}.`,
    '',
    ...facts.running,
    '',
    'The data files are read from the folder data, or from the one that --data',
    'names, and downloaded where they are missing.',
    '',
    ...wrapped(same, WIDTH),
    '',
  ].join('\n');
}
