import { isNumberTask, taskClassNames } from '@/experiment/data/classes';
import { type DatasetId, datasetInfo } from '@/experiment/data/datasets';
import { columnTitle } from '@/experiment/data/table';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { kindOf } from '@/experiment/network/kinds';
import { dataFileName } from './data/saved/data-file';
import { wrapped } from './python/literals';

/** Columns of text in a docstring. */
const WIDTH = 79;

/** Text from people inside a docstring: one line, no quotes or backslashes that could end it. */
const safe = (text: string): string =>
  text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('\\', '/')
    .replaceAll('"', "'")
    .trim();

/** Where the data are. */
function dataLines(dataset: DatasetId): string[] {
  const file = dataFileName(dataset);
  if (file === null) {
    return ['The data files are read from the folder data, or from the one that --data', 'names, and downloaded where they are missing.'];
  }
  const where = `The data are read from ${file}, which Atelier saves (Export code, "Save the data"), or from the file that --data names.`;
  return wrapped(where, WIDTH);
}

/** The head of the file: which experiment it is, how it is run, and what differs from the app. */
export function docstring(
  experiment: Experiment,
  facts: { library: string; running: readonly string[]; hasDropout: boolean; takesWeights?: boolean; drawnBy?: string },
): string {
  const { name, version, data, training } = experiment;
  const layers = layersOf(experiment).map((layer) => kindOf(layer).title);
  const { name: set, table } = datasetInfo(data.dataset);
  const asked = isNumberTask(data) && table ? `the number ${columnTitle(table.target)}` : `${taskClassNames(data).length} classes`;
  const described = [`${safe(set)}, ${safe(asked)}.`, `Layers: ${[...layers, 'output'].join(', ')}.`].join(' ');
  const drawn = facts.hasDropout ? 'First weights and dropout are' : 'First weights are';
  const { takesWeights = true, drawnBy = facts.library } = facts;
  const instead = takesWeights ? "; --weights starts from the app's weights instead" : '';
  const kept = table ? 'The split and the order of the rows' : 'The split, the order of the images and their changes';
  const same = `${kept} are the app's own, from the same seed. ${drawn} drawn by ${drawnBy}, from the same distributions${instead}.`;
  return [
    wrapped(`${safe(name) || 'An experiment'}, exported from Atelier for ${facts.library}.`, WIDTH - 3).join('\n'),
    '',
    ...wrapped(described, WIDTH),
    `Experiment format ${version}, seed ${training.seed}.`,
    '',
    ...facts.running,
    '',
    ...dataLines(data.dataset),
    '',
    ...wrapped(same, WIDTH),
    '',
  ].join('\n');
}
