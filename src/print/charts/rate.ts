import { formatDigits, formatTick } from '@/experiment/words/numbers';
import { epochAxis, lossAxis } from '@/metrics/curves/axes';
import { ACCENT } from '@/print/palette';
import type { Picture } from '@/print/picture';
import { lineChart } from './line-chart';

export interface RatePicture {
  /** Evenly spaced from the run's start to its end, both included. */
  rates: readonly number[];
  epochs: number;
  subtitle: string;
}

/** The planned learning rate over the epochs, with the scale that the small picture on the page has no room for. */
export function ratePicture({ rates, epochs, subtitle }: RatePicture): Picture {
  const points = rates.map((y, i) => ({ x: (epochs * i) / Math.max(1, rates.length - 1), y }));
  return lineChart({
    title: 'Planned learning rate',
    subtitle,
    xAxis: { ...epochAxis(epochs), title: 'Epoch', words: formatTick },
    yAxis: { ...lossAxis([rates], 'linear'), title: 'Learning rate', words: formatDigits },
    lines: [{ name: 'learning rate', color: ACCENT, width: 1.8, points, unnamed: true }],
    height: 240,
  });
}
