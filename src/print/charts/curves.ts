import { formatTick } from '@/experiment/words/numbers';
import { ACCURACY, type ScoreWords } from '@/experiment/words/score';
import type { Axis, AxisScale } from '@/metrics/curves/axes';
import type { CurveRow } from '@/metrics/curves/curve-rows';
import { TRAIN, VAL } from '@/print/palette';
import type { Picture } from '@/print/picture';
import { type ChartLine, lineChart } from './line-chart';

export interface CurvesPicture {
  metric: 'loss' | 'accuracy';
  subtitle: string;
  rows: readonly CurveRow[];
  /** The run before, pale; without rows there is none. */
  ghost: { name: string; rows: readonly CurveRow[] } | null;
  xAxis: Axis;
  yAxis: Axis;
  scale: AxisScale;
  shows: { training: boolean; validation: boolean; ghost: boolean };
  /** How the second figure of a score is spoken of; accuracy where nothing is said. */
  words?: Pick<ScoreWords, 'title' | 'tick'>;
}

/** More epochs' ends than this would run into one another. */
const MOST_DOTS = 40;
const DASH = '6 4';

/** Loss or accuracy over the epochs, as the page shows it: training solid over its raw values, validation dashed. */
export function curvesPicture({ metric, subtitle, rows, ghost, xAxis, yAxis, scale, shows, words = ACCURACY }: CurvesPicture): Picture {
  const banded = rows.some(({ band }) => band !== null);
  const training: ChartLine[] = [
    ...(banded ? [] : [{ ...lineOf(rows, 'raw'), name: 'raw', color: TRAIN, width: 1, opacity: 0.25, unnamed: true }]),
    { ...lineOf(rows, 'smooth'), name: 'training', color: TRAIN },
  ];
  const validation = validationOf(rows, 'validation');
  const before: ChartLine[] = ghost
    ? [
        { ...lineOf(ghost.rows, 'smooth'), name: `training, ${ghost.name}`, color: TRAIN, opacity: 0.45, width: 1.5 },
        { ...validationOf(ghost.rows, `validation, ${ghost.name}`), dots: false, opacity: 0.5, width: 1.5 },
      ]
    : [];
  const bands = rows.flatMap(({ x, band }) => (band ? [{ x, from: band[0], to: band[1] }] : []));
  return lineChart({
    title: metric === 'loss' ? 'Loss' : words.title,
    subtitle,
    xAxis: { ...xAxis, title: 'Epoch', words: String },
    yAxis: { ...yAxis, scale, title: metric === 'loss' ? 'Loss' : words.title, words: metric === 'accuracy' ? words.tick : formatTick },
    lines: [
      ...(shows.ghost ? before : []),
      ...(shows.training ? training : []),
      ...(shows.validation && validation.points.length > 0 ? [validation] : []),
    ],
    bands: shows.training && banded ? [{ points: bands, color: TRAIN }] : [],
  });
}

const lineOf = (rows: readonly CurveRow[], of: 'raw' | 'smooth') => ({ points: rows.map((row) => ({ x: row.x, y: row[of] })) });

function validationOf(rows: readonly CurveRow[], name: string): ChartLine {
  const points = rows.filter(({ validation }) => validation !== null).map(({ x, validation }) => ({ x, y: validation }));
  return { name, color: VAL, dash: DASH, points, dots: points.length <= MOST_DOTS };
}
