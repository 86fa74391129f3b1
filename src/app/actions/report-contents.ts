import { subjectOf } from '@/app/hooks/run-title';
import { isNumberTask } from '@/experiment/data/classes';
import { datasetInfo } from '@/experiment/data/datasets';
import { classicalOf } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { modelWords } from '@/experiment/words/model';
import { formatCount, formatDuration, formatFixed, formatLoss, imagesInWords, NO_NUMBER } from '@/experiment/words/numbers';
import { formatInUnit, scoreWords } from '@/experiment/words/score';
import { evaluationWords } from '@/features/confusion/evaluation-words';
import { linesOf, metricRows } from '@/features/curves/run-curves';
import { decide, pointsOf, type ReportMetrics, reportMetrics } from '@/features/evaluation/report-metrics';
import { statusWords } from '@/features/runs/run-row';
import { accuracyAxis, epochAxis, lossAxis } from '@/metrics/curves/axes';
import { LINE_LIMIT } from '@/metrics/curves/curves';
import { rmseOf } from '@/metrics/numbers/regression';
import { classificationReport } from '@/metrics/report';
import { trainingSeconds } from '@/metrics/run-figures';
import { curvesPicture } from '@/print/charts/curves';
import { predictedPicture, residualsPicture } from '@/print/charts/numbers';
import { rankingPicture } from '@/print/charts/ranking';
import { reliabilityPicture } from '@/print/charts/reliability';
import { confusionPicture } from '@/print/confusion';
import { networkPicture } from '@/print/network';
import type { Picture } from '@/print/picture';
import type { ReportContents } from '@/print/report/page';
import type { Table } from '@/print/report/parts';
import { samplesPicture } from '@/print/samples';
import { engineInWords } from '@/run/engine-words';
import type { Evaluation, Run, Samples } from '@/run/types';
import type { SetPredictions } from '@/stores/types';

export interface ReportSource {
  /** With its whole history. */
  run: Run;
  /** The model's answers to a set of images, where it can be asked: curves over all thresholds need them. */
  predictions: SetPredictions | null;
  samples: Samples | null;
  /** Why the model could not be asked. */
  leftOut?: string;
}

/** Gathers what a run's report says and shows. */
export function reportContents({ run, predictions, samples, leftOut }: ReportSource): ReportContents {
  const { experiment, classNames } = run;
  const subject = subjectOf(run);
  const classical = classicalOf(experiment) !== null;
  const plan = classical ? null : planOf(experiment);
  const isNumber = isNumberTask(experiment.data);
  const metrics = predictions && !isNumber ? reportMetrics(predictions) : null;
  const evaluation = run.test ?? run.validation;
  const matrices = isNumber ? [] : [run.test, run.validation].filter((one) => one !== null).map((one) => matrixOf(run, one));
  return {
    title: run.name || experiment.name || modelWords(experiment),
    subtitle: `${modelWords(experiment)} on ${run.datasetName}`,
    run,
    headline: headlineOf(run, plan && plan.trainable + plan.nonTrainable),
    classes: isNumber
      ? null
      : predictions
        ? classTable(predictions.set, decide(predictions, { kind: 'largest' }).report)
        : evaluation && ofEvaluation(evaluation, classNames),
    network: plan && networkPicture(plan, modelWords(experiment)),
    curves: classical || run.history.losses.length === 0 ? [] : curvesOf(run, subject),
    results: [
      ...matrices,
      ...(predictions?.numbers ? numberPictures(predictions.numbers, `${subject} · ${predictions.set}`) : []),
      ...(predictions && metrics ? rankings(predictions, metrics, subject) : []),
    ],
    samples: samples && samples.items.length > 0 ? samplesOf(run, samples, subject) : null,
    leftOut: leftOut
      ? `Left out: ${isNumber ? 'predictions and residuals' : 'ROC, precision-recall, reliability and samples'}. ${leftOut}`
      : '',
    note: run.note ?? '',
    madeAt: new Date().toLocaleDateString('en-GB', { dateStyle: 'long' }),
  };
}

function headlineOf(run: Run, parameters: number | null): [string, string][] {
  const seconds = trainingSeconds(run);
  const { word, format } = scoreWords(run.experiment.data);
  const rows: [string, string | null][] = [
    [`Test ${word}`, run.test && format(run.test.score.accuracy)],
    ...numberLines(run),
    ['Test loss', run.test && formatLoss(run.test.score.loss)],
    [`Validation ${word}`, run.validation && format(run.validation.score.accuracy)],
    ['Parameters', parameters === null ? null : formatCount(parameters)],
    ['Epochs', run.fit ? null : `${run.epochRecords.length} of ${run.epochs}`],
    ['Training time', seconds === null ? null : formatDuration(seconds)],
    ['Status', statusWords(run)],
    ['Started', new Date(run.createdAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })],
    ['Computed by', engineInWords(run)],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, value] as [string, string]]));
}

/** The errors on the test rows, where a number is predicted. */
function numberLines({ test, target }: Run): [string, string | null][] {
  const figures = test?.numbers;
  if (!figures || !target) return [];
  const words = (value: number) => formatInUnit(value, target.unit);
  return [
    ['Test RMSE', words(rmseOf(figures))],
    ['Test MAE', words(figures.mae)],
    ['Test median error', words(figures.medianAbsoluteError)],
  ];
}

function curvesOf(run: Run, subtitle: string): Picture[] {
  const curves = { ...run, plannedSteps: run.epochs * run.stepsPerEpoch };
  const words = scoreWords(run.experiment.data);
  return (['loss', 'accuracy'] as const).map((metric) => {
    const rows = metricRows(curves, metric);
    const yAxis = metric === 'loss' ? lossAxis(linesOf(rows), 'linear') : accuracyAxis(linesOf(rows), words.lowest);
    const shows = { training: true, validation: true, ghost: false };
    return curvesPicture({
      metric,
      subtitle,
      rows,
      ghost: null,
      xAxis: epochAxis(run.epochs),
      yAxis,
      scale: 'linear',
      shows,
      words,
    });
  });
}

function matrixOf(run: Run, evaluation: Evaluation): Picture {
  const subtitle = `${subjectOf(run)} · ${evaluationWords(evaluation, classicalOf(run.experiment) !== null)}`;
  return confusionPicture({ confusion: evaluation.confusion, classNames: run.classNames, by: 'counts', subtitle });
}

const ofEvaluation = ({ set, confusion }: Evaluation, classNames: readonly string[]): Table =>
  classTable(set, classificationReport(confusion, classNames));

const three = (value: number): string => (Number.isFinite(value) ? formatFixed(value, 3) : NO_NUMBER);

function classTable(set: string, report: ReturnType<typeof classificationReport>): Table {
  return {
    caption: `Precision, recall and F1 of each class, ${set} images`,
    heads: ['Class', 'Precision', 'Recall', 'F1', 'Images'],
    rows: [...report.classes, ...report.averages].map(({ name, precision, recall, f1, support }) => [
      name,
      three(precision),
      three(recall),
      three(f1),
      formatCount(support),
    ]),
  };
}

function rankings({ set, targets, classNames }: SetPredictions, metrics: ReportMetrics, subject: string): Picture[] {
  const subtitle = `${subject} · ${set}, ${imagesInWords(targets.length)}`;
  const curves = (of: ReportMetrics['roc']) => of.map((curve, i) => ({ name: classNames[i] ?? '', points: pointsOf(curve, LINE_LIMIT) }));
  const shared = { subtitle, chosen: null, point: null };
  return [
    rankingPicture({
      ...shared,
      title: 'ROC',
      xLabel: 'False positive rate',
      yLabel: 'True positive rate',
      curves: curves(metrics.roc),
      diagonal: true,
    }),
    rankingPicture({
      ...shared,
      title: 'Precision-recall',
      xLabel: 'Recall',
      yLabel: 'Precision',
      curves: curves(metrics.precisionRecall),
      diagonal: false,
    }),
    reliabilityPicture(metrics.calibration, subtitle),
  ];
}

const numberPictures = (numbers: NonNullable<SetPredictions['numbers']>, subtitle: string): Picture[] => [
  predictedPicture(numbers, subtitle),
  residualsPicture(numbers, subtitle),
];

function samplesOf(run: Run, samples: Samples, subject: string): Picture {
  const imageShape = datasetInfo(run.experiment.data.dataset).itemShape;
  const moment = classicalOf(run.experiment) ? samples.set : `${samples.set}, epoch ${samples.epoch}`;
  return samplesPicture({ samples, classNames: run.classNames, imageShape, subtitle: `${subject} · ${moment}` });
}
