import { formatDuration } from '@/experiment/words/numbers';
import { PUBLISHED_SEARCHES, type PublishedSearch } from '@/study/published';
import { valuesWords } from '@/study/words';
import type { SearchRecord } from './search-record';

const HEAD = ['Search', 'Seed', 'Trial', 'Values', 'Validation accuracy', 'Validation loss', 'Epochs', 'Time'];

/** The part of docs/experiments.md about the published searches: each trial, the winner on the test images, and the report's own winner. */
export function searchesPart(records: readonly SearchRecord[], remarks: Readonly<Record<string, string>>): string[] {
  return [
    '## The searches of report B',
    'Run as studies of the app, with its Bayesian optimization: the report’s tool draws other trials. The winner is the trial with the best validation accuracy; its test accuracy is that of the network as it was trained in the search, with early stopping, like the report’s.',
    ...PUBLISHED_SEARCHES.flatMap((search) => searchPart(search, records, remarks[search.id] ?? '')),
  ];
}

function searchPart(search: PublishedSearch, all: readonly SearchRecord[], remark: string): string[] {
  const records = all.filter((record) => record.search === search.id).toSorted((a, b) => a.seed - b.seed);
  const published = `\`${search.id}\`: the report’s winner has ${search.winner.words}.`;
  if (records.length === 0) return [`${published} Not run yet.`];
  const rows = records.flatMap((record) => record.trials.map((trial) => rowOf(search, record, trial)));
  return [[published, ...records.map((record) => winnerWords(search, record)), remark].filter(Boolean).join(' '), table(rows)];
}

function winnerWords(search: PublishedSearch, { seed, epochs, winner, trials, machine }: SearchRecord): string {
  const { study } = search;
  const shortened =
    epochs === study.base.training.epochs ? '' : ` **Trials of ${epochs} epochs, published ${study.base.training.epochs}.**`;
  const values = trials.find(({ number }) => number === winner.number)?.values ?? {};
  const words = valuesWords(study.base, study.parameters, values);
  return `Ours, seed ${seed}: trial ${winner.number} (${words}), test accuracy ${winner.testAccuracy.toFixed(4)}, loss ${winner.testLoss.toFixed(4)}, macro F1 ${winner.macroF1.toFixed(4)}; ${machine.cores} cores of ${machine.cpu}, load ${machine.load} at the start.${shortened}`;
}

function rowOf({ id, study }: PublishedSearch, { seed, winner }: SearchRecord, trial: SearchRecord['trials'][number]): string[] {
  const { number, values, scores, status, cause } = trial;
  const words = valuesWords(study.base, study.parameters, values);
  const name = number === winner.number ? `**${number}**` : String(number);
  const head = [`\`${id}\``, String(seed), name, words];
  if (!scores) return [...head, status, cause ?? '', '', ''];
  const epochs = scores.bestEpoch < scores.epochs ? `${scores.epochs}, best ${scores.bestEpoch}` : String(scores.epochs);
  return [...head, scores.validationAccuracy.toFixed(4), scores.validationLoss.toFixed(4), epochs, formatDuration(scores.seconds)];
}

function table(rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
  return [line(HEAD), line(HEAD.map(() => '---')), ...rows.map(line)].join('\n');
}
