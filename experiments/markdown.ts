import {
  figuresOf,
  PUBLISHED,
  type PublishedFigure,
  type PublishedForm,
  type PublishedPreset,
  REPORTS,
  type ReportId,
} from '@/experiment/presets/published';
import { formatDuration, formatPrinted } from '@/experiment/words/numbers';
import { formsOf } from './plan';
import { type RunRecord, settingsDigest } from './record';
import { searchesPart } from './search/search-markdown';
import type { SearchRecord } from './search/search-record';

/** Sentences of our own, by `id` or `id-form`. */
export type Remarks = Readonly<Record<string, string>>;

const NONE = '—';
/** Digits of our own shares and losses; a report may print more. */
const DIGITS = 4;

/** docs/experiments.md, from the runs that were made and the sentences written about them. Pure: the same runs give the same text. */
export function experimentsPage(records: readonly RunRecord[], remarks: Remarks, searches: readonly SearchRecord[] = []): string {
  const reports = (Object.keys(REPORTS) as ReportId[]).map((report) => reportPart(report, records, remarks));
  return `${[...head(records), ...reports.flat(), ...searchesPart(searches, remarks)].join('\n\n')}\n`;
}

function head(records: readonly RunRecord[]): string[] {
  const intro =
    'Every experiment that the app offers under *Experiments*, as its report published it and as the app computes it. Written by `npm run experiments`, ' +
    'which builds the app, opens it in a headless Chromium, chooses the experiment, presses Train, and reads the run that the app keeps. It goes on ' +
    'where it was left; `npm run experiments -- b1 --seed=2` makes one run, `-- --help` tells the rest. Do not edit: remarks belong into ' +
    '`docs/experiments/remarks.json`, and each run with all its digits, its history and its confusion matrix is a file beside that.';
  const reading =
    'Accuracy, loss and macro F1 are those of the test images (macro F1: the mean of the classes’ F1, the likeliest class being the answer); where a number is predicted, its figures stand in the table below. “Epochs” says ' +
    'how many were done (a classical model has none); time runs from pressing Train to the last figure. A star beside it: other programs kept the processor busy when it began, so it took longer than it need.';
  return ['# The published experiments, rerun', intro, reading, ...machines(records)];
}

function machines(records: readonly RunRecord[]): string[] {
  const words = records.map(({ machine }) => `${machine.cores} cores of ${machine.cpu}, ${machine.browser}`);
  const kinds = [...new Set(words)].map((kind) => `${kind} (${runCount(words.filter((word) => word === kind).length)})`);
  return kinds.length > 0 ? [`Computed on: ${kinds.join('; ')}.`] : [];
}

const runCount = (count: number): string => `${count} ${count === 1 ? 'run' : 'runs'}`;

function reportPart(report: ReportId, records: readonly RunRecord[], remarks: Remarks): string[] {
  const presets = PUBLISHED.filter((preset) => preset.report === report);
  const rows = presets.flatMap((preset) => runRows(preset, records, remarks));
  const figures = presets.flatMap((preset) => figureRows(preset, records));
  return [
    `## Report ${report}: ${REPORTS[report]}`,
    table([...HEAD], rows),
    ...sharedNotes(presets),
    ...(figures.length > 0 ? ['What the report itself shows:', table(FIGURE_HEAD, figures)] : []),
  ];
}

const HEAD = [
  'Experiment',
  ...['Accuracy', 'Loss', 'Macro F1'].flatMap((name) => [`${name}, published`, 'ours']),
  ...['Data set', 'Seed', 'Epochs', 'Engine', 'Time', 'Remark'],
] as const;

/** A row for each run of an experiment, and for each form that has none yet. */
function runRows(preset: PublishedPreset, records: readonly RunRecord[], remarks: Remarks): string[][] {
  return formsOf(preset).flatMap((form) => {
    const name = `\`${preset.id}\`${form ? ` ${form.title}` : ''}`;
    const remark = remarkOf(preset, form?.id ?? null, remarks);
    const runs = runsOf(records, preset.id, form?.id ?? null);
    if (runs.length === 0)
      return [[name, ...published(figuresOf(preset, form), () => null), ...Array<string>(4).fill(NONE), 'not run yet', remark]];
    return runs.map((run) => [
      name,
      ...published(figuresOf(preset, form), (of) => run[of]),
      ...circumstances(run, preset),
      remarkOn(run, preset, remark),
    ]);
  });
}

const runsOf = (records: readonly RunRecord[], id: string, form: string | null): RunRecord[] =>
  records.filter((record) => record.id === id && record.form === form).toSorted((a, b) => a.seed - b.seed || b.epochs - a.epochs);

/** Published and ours, of the three figures that every run has. */
function published(figures: readonly PublishedFigure[], ours: (of: 'accuracy' | 'loss' | 'macroF1') => number | null): string[] {
  return (['accuracy', 'loss', 'macroF1'] as const).flatMap((of) => {
    const found = figures.find(({ figure }) => figure.of === of && (!('set' in figure) || figure.set === 'test'));
    return [found ? formatPrinted(found.value, found.digits) : NONE, ours(of)?.toFixed(DIGITS) ?? NONE];
  });
}

function circumstances(run: RunRecord, preset: PublishedPreset): string[] {
  // The run before this one leaves a load of about the cores behind; twice that is others' work.
  const star = run.machine.load > 2 * run.machine.cores ? '*' : '';
  return [run.dataset, String(run.seed), epochsWords(run, preset), run.engine, formatDuration(run.seconds) + star];
}

/** Epochs done, of those published where they are fewer, and the best one where it was the one tested. */
function epochsWords(run: RunRecord, preset: PublishedPreset): string {
  if (isClassical(preset, run.form)) return NONE;
  const done = run.history.trainingLoss.length;
  const best = run.testedEpoch < done ? `, best ${run.testedEpoch}` : '';
  const all = formOf(preset, run.form).training.epochs;
  if (run.epochs !== all) return `**${done}, published ${all}**${best}`;
  return done < all ? `${done} of at most ${all}${best}` : `${done}${best}`;
}

const formOf = (preset: PublishedPreset, form: string | null) => (preset.variants.find(({ id }) => id === form) ?? preset).experiment;

const isClassical = (preset: PublishedPreset, form: string | null) => formOf(preset, form).model.kind === 'classical';

/** What was written by hand, and what the preset says of itself alone. */
function remarkOf(preset: PublishedPreset, form: string | null, remarks: Remarks): string {
  const own = remarks[form === null ? preset.id : `${preset.id}-${form}`] ?? remarks[preset.id] ?? '';
  const alone = preset.notes.filter((note) => PUBLISHED.every((other) => other === preset || !other.notes.includes(note)));
  return [own, ...alone].filter(Boolean).join(' ');
}

/** The remark on one run, with anything that is wrong with it first. */
function remarkOn(run: RunRecord, preset: PublishedPreset, remark: string): string {
  const old = run.settings !== settingsDigest(formOf(preset, run.form)) ? ['**Run with other settings than the app has now.**'] : [];
  const wrong = run.disagreements.map((words) => `**The app’s own table differs: ${words}.**`);
  return [...old, ...wrong, ...fitWords(run, preset), remark].filter(Boolean).join(' ');
}

/** How the fit of a classical model went: it has no epochs that would tell. */
const fitWords = (run: RunRecord, preset: PublishedPreset): string[] =>
  isClassical(preset, run.form) ? [`Learning alone took ${formatDuration(run.trainingSeconds)}.`, ...run.events] : [];

/** What several experiments of a report have to say, once. */
function sharedNotes(presets: readonly PublishedPreset[]): string[] {
  const notes = [...new Set(presets.flatMap((preset) => preset.notes))];
  const lines = notes.flatMap((note) => {
    const whose = presets.filter((preset) => preset.notes.includes(note)).map(({ id }) => id);
    if (whose.length < 2) return [];
    return [whose.length === presets.length ? `- ${note}` : `- ${whose.join(', ')}: ${note}`];
  });
  return lines.length > 0 ? [lines.join('\n')] : [];
}

const FIGURE_HEAD = ['Experiment', 'Figure', 'Published', 'Ours', 'Difference', 'Seed', 'Remark'];

/** A row for each published figure and run; where forms have figures of their own, form by form, and those that have no run yet too. */
function figureRows(preset: PublishedPreset, records: readonly RunRecord[]): string[][] {
  const forms = formsOf(preset);
  const own = forms.flatMap((form) => (form?.figures ? ownFigureRows(preset, form, records) : []));
  const runs = forms.flatMap((form) => runsOf(records, preset.id, form?.id ?? null));
  return [...preset.figures.flatMap((figure) => runs.map((run) => figureRow(preset, figure, run))), ...own];
}

function ownFigureRows(preset: PublishedPreset, form: PublishedForm, records: readonly RunRecord[]): string[][] {
  const runs = runsOf(records, preset.id, form.id);
  return figuresOf(preset, form).flatMap((figure) =>
    runs.length > 0
      ? runs.map((run) => figureRow(preset, figure, run))
      : [[`\`${preset.id}\` ${form.id}`, figure.label, formatPrinted(figure.value, figure.digits), NONE, NONE, NONE, figure.note ?? '']],
  );
}

function figureRow(preset: PublishedPreset, figure: PublishedFigure, run: RunRecord): string[] {
  const ours = run.figures.find(({ label }) => label === figure.label)?.ours ?? null;
  const digits = figure.digits === 0 ? 0 : Math.max(DIGITS, figure.digits);
  const whole = isClassical(preset, run.form) || run.epochs === formOf(preset, run.form).training.epochs;
  const shortened = whole ? '' : `, epochs: ${run.epochs}`;
  return [
    `\`${preset.id}\`${run.form ? ` ${run.form}` : ''}`,
    figure.label,
    formatPrinted(figure.value, figure.digits),
    ours === null ? NONE : formatPrinted(ours, digits),
    ours === null ? NONE : signed(ours - figure.value, digits),
    `${run.seed}${shortened}`,
    figure.note ?? '',
  ];
}

function signed(value: number, digits: number): string {
  const rounded = Number(value.toFixed(digits));
  if (rounded === 0) return '±0';
  return `${rounded > 0 ? '+' : '−'}${formatPrinted(Math.abs(rounded), digits)}`;
}

function table(head: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
