import { formatLoss } from '@/experiment/words/numbers';
import { scoreWords } from '@/experiment/words/score';
import { settingRows } from '@/experiment/words/setting-rows';
import { thinIndices } from '@/metrics/curves/curves';
import { el, join, type Markup, styleSheet, text, voidEl } from '@/print/markup';
import type { Picture } from '@/print/picture';
import type { Run } from '@/run/types';
import { facts, figure, paragraphs, section, type Table, table } from './parts';
import { REPORT_STYLE } from './style';

export interface ReportContents {
  title: string;
  /** The model and what it ran on. */
  subtitle: string;
  run: Run;
  /** Figures of the whole run, by name. */
  headline: readonly (readonly [string, string])[];
  /** Precision, recall and the like of each class. */
  classes: Table | null;
  network: Picture | null;
  curves: readonly Picture[];
  /** Matrices, rankings, reliability, in the order in which they are to stand. */
  results: readonly Picture[];
  samples: Picture | null;
  /** What is missing from the results, and why; empty where nothing is. */
  leftOut: string;
  /** What a person wrote beside the run. */
  note: string;
  /** When the report was made, in words. */
  madeAt: string;
}

/** More epochs than this are thinned, the best and the worst ones kept. */
const MOST_EPOCHS = 120;

/** Nothing in the page runs, and nothing is fetched: names are text, pictures are in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** A run's report as one HTML document that needs nothing else: to print, to hand in, to keep. */
export function reportPage(contents: ReportContents): string {
  const { title, subtitle, run, headline, classes, network, curves, results, samples, leftOut, note, madeAt } = contents;
  const settings = settingRows(run.experiment).map(({ label, value }) => [label, value]);
  const notes = [...(run.fit?.notes ?? []), ...run.interventions.map((one) => one.note)].filter((words) => words !== '');
  const failure = run.failure ? [`${run.failure.message} ${run.failure.suggestion}`] : [];
  const body = [
    el('h1', {}, text(title)),
    el('p', { class: 'subtitle' }, text(subtitle)),
    facts(headline),
    ...section('Notes', paragraphs(note)),
    ...section('Settings', [table({ caption: 'Data, model and training', heads: ['Setting', 'Value'], rows: settings, words: true })]),
    ...section('Network', network ? [figure(network)] : []),
    ...section('Curves', [...curves.map(figure), ...(run.epochRecords.length > 0 ? [epochTable(run)] : [])]),
    ...section('Results', [...(classes ? [table(classes)] : []), ...results.map(figure), ...paragraphs(leftOut)]),
    ...section('Samples', samples ? [figure(samples)] : []),
    ...section(
      'What happened',
      [...failure, ...notes].map((words) => el('p', {}, text(words))),
    ),
    el('footer', {}, text(`Made with Atelier, ${madeAt}.`)),
  ];
  const head = [
    voidEl('meta', { charset: 'utf-8' }),
    voidEl('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    voidEl('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    el('title', {}, text(title)),
    styleSheet(REPORT_STYLE),
  ];
  return `<!doctype html>\n${el('html', { lang: 'en' }, el('head', {}, head), el('body', {}, el('main', {}, join(body))))}\n`;
}

function epochTable({ epochRecords: records, experiment }: Run): Markup {
  const { word, format } = scoreWords(experiment.data);
  const losses = Float64Array.from(records, ({ training, validation }) => (validation ?? training).loss);
  const shown = thinIndices(losses, MOST_EPOCHS).flatMap((at) => records[at] ?? []);
  const rows = shown.map(({ epoch, training, validation }) => [
    String(epoch),
    formatLoss(training.loss),
    format(training.accuracy),
    formatLoss(validation?.loss),
    format(validation?.accuracy),
  ]);
  const of = shown.length < records.length ? `, ${shown.length} of ${records.length} epochs` : '';
  return table({
    caption: `Mean loss and ${word} of each epoch${of}`,
    heads: ['Epoch', 'Training loss', `Training ${word}`, 'Validation loss', `Validation ${word}`],
    rows,
  });
}
