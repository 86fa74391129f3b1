import { ACCENT, EDGE, VAL } from '@/print/palette';
import type { Picture } from '@/print/picture';
import { type ChartLine, lineChart } from './line-chart';
import type { PlotAxis } from './plot';

export interface RankingPicture {
  title: string;
  subtitle: string;
  xLabel: string;
  yLabel: string;
  /** One per class. */
  curves: readonly { name: string; points: readonly { x: number; y: number }[] }[];
  /** The class in bold; `null` for all alike. */
  chosen: number | null;
  /** The line of guessing. */
  diagonal: boolean;
  /** Where the threshold in force stands. */
  point: { x: number; y: number } | null;
}

/** So many classes can be told apart by color and dashes. */
const COLORS = ['#0b66a8', '#b84a06', '#17724a', '#8a2d91', '#8a5a00', '#b3261e', '#3346c8', '#007a87', '#6b5b4b', '#a3386c'];
const DASHES = [undefined, '7 3', '2 3'];
const DIAGONAL = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
];

/** ROC or precision-recall curves on a square. Where one class is chosen, the others are pale and go without a name. */
export function rankingPicture({ title, subtitle, xLabel, yLabel, curves, chosen, diagonal, point }: RankingPicture): Picture {
  const lines = curves.map(({ name, points }, i): ChartLine => {
    if (chosen !== null) {
      const bold = i === chosen;
      return { name, points, color: VAL, width: bold ? 2.5 : 1, opacity: bold ? 1 : 0.25, unnamed: !bold };
    }
    return { name, points, color: COLORS[i % COLORS.length] ?? VAL, dash: DASHES[Math.floor(i / COLORS.length) % 3], width: 1.75 };
  });
  const guess: ChartLine[] = diagonal ? [{ name: 'guessing', points: DIAGONAL, color: EDGE, dash: '2 3', width: 1 }] : [];
  return lineChart({
    title,
    subtitle,
    xAxis: axisOf(xLabel),
    yAxis: axisOf(yLabel),
    lines: [...guess, ...lines],
    dots: point ? [{ ...point, color: ACCENT }] : [],
    width: 540,
    height: 440,
  });
}

const axisOf = (title: string): PlotAxis => ({ title, domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], words: String });
