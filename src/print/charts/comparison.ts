import { formatTick } from '@/experiment/words/numbers';
import type { RunLines } from '@/metrics/comparison/run-curve';
import type { Axis, AxisScale } from '@/metrics/curves/axes';
import type { Picture } from '@/print/picture';
import { type ChartLine, lineChart } from './line-chart';
import type { Shape } from './markers';

/** What tells a run's lines apart: the number of its color, from 0, and a shape. */
export interface PictureMark {
  hue: number;
  shape: Shape;
}

export interface ComparisonPicture {
  /** What is drawn, beside the axis and over the picture. */
  title: string;
  tickText(value: number): string;
  unit: string;
  parts: 'both' | 'training' | 'validation';
  xAxis: Axis;
  yAxis: Axis;
  scale: AxisScale;
  runs: readonly { letter: string; title: string; mark: PictureMark; lines: RunLines }[];
}

/** The light colors of the comparison's lines; after the last one the colors come again with other shapes. */
const COLORS = ['#8e2a8b', '#17724a', '#a3203f', '#3d3aa8', '#6b5a00', '#4b4f57'];
const DASH = '6 4';

/** The curves of several runs over each other: training solid, validation dashed, with the shapes that the runs have on the page. */
export function comparisonPicture({ title, tickText, unit, parts, xAxis, yAxis, scale, runs }: ComparisonPicture): Picture {
  const lines = runs.flatMap(({ letter, title, mark: { hue, shape }, lines: { training, validation } }): ChartLine[] => {
    const shared = { name: `${letter} ${title}`, color: COLORS[hue % COLORS.length] ?? '', marker: shape, width: 1.8 };
    const solid = { ...shared, points: training.map(({ x, smooth, raw }) => ({ x, y: drawable(smooth ?? raw, scale) })) };
    const dashed = { ...shared, dash: DASH, points: validation.map(({ x, y }) => ({ x, y: drawable(y, scale) })) };
    if (parts === 'training') return [solid];
    return parts === 'validation' || validation.length === 0
      ? [parts === 'validation' ? dashed : solid]
      : [
          { ...solid, unmarked: true },
          { ...dashed, unnamed: true },
        ];
  });
  return lineChart({
    title: `${title} of ${runs.length} runs`,
    subtitle: { both: 'Solid: training, dashed: validation', training: 'Training', validation: 'Validation' }[parts],
    xAxis: { ...xAxis, title: unit, words: formatTick },
    yAxis: { ...yAxis, scale, title, words: tickText },
    lines,
    height: 360,
  });
}

const drawable = (value: number | null, scale: AxisScale): number | null =>
  value !== null && scale === 'log' && value <= 0 ? null : value;
