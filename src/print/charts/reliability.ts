import { formatCount, formatPercent } from '@/experiment/words/numbers';
import type { Calibration } from '@/metrics/calibration';
import { el } from '@/print/markup';
import { INK, SOFT, VAL } from '@/print/palette';
import { label, type Picture, pictureOf, SIDE } from '@/print/picture';
import { plotOf } from './plot';

const WIDTH = 720;
const HEIGHT = 300;
const PLOT = { x: 72, y: 34, width: WIDTH - 96, height: HEIGHT };
const COUNTS = 36;
const BELOW = 56;

/** Accuracy by confidence as bars, with a mark at the mean confidence of each, and the number of images below. */
export function reliabilityPicture(calibration: Calibration, subtitle: string): Picture {
  const share = { domain: [0, 1] as [number, number] };
  const { draw, across, down } = plotOf(
    PLOT,
    { ...share, ticks: [], title: '', words: String },
    { ...share, ticks: [0, 0.25, 0.5, 0.75, 1], title: 'Accuracy', words: String },
  );
  const filled = calibration.bins.filter(({ count }) => count > 0);
  const bars = filled.flatMap(({ from, to, accuracy, confidence }) => {
    const [left, right] = [across(from) + 5, across(to) - 5];
    const middle = down(confidence);
    return [
      el('rect', {
        x: left,
        width: right - left,
        y: down(accuracy),
        height: PLOT.height - down(accuracy),
        fill: VAL,
        'fill-opacity': 0.55,
      }),
      el('line', { x1: left, x2: right, y1: middle, y2: middle, stroke: INK, 'stroke-width': 2.5 }),
    ];
  });
  const bottom = PLOT.y + HEIGHT;
  const stretches = calibration.bins.flatMap(({ from, to, count }) => {
    const x = PLOT.x + across((from + to) / 2);
    return [
      label(`${Math.round(100 * from)}–${Math.round(100 * to)}%`, x, bottom + 18, { anchor: 'middle', fill: SOFT, size: 11.5 }),
      label(formatCount(count), x, bottom + COUNTS, { anchor: 'middle', fill: SOFT, size: 11.5 }),
    ];
  });
  const legend = [
    el('rect', { x: SIDE, y: 4, width: 20, height: 10, fill: VAL, 'fill-opacity': 0.55 }),
    label('accuracy', SIDE + 26, 14),
    el('line', { x1: SIDE + 100, x2: SIDE + 120, y1: 9, y2: 9, stroke: INK, 'stroke-width': 2.5 }),
    label('mean confidence', SIDE + 126, 14),
    label(`calibration error ${formatPercent(calibration.error)}`, WIDTH - SIDE, 14, { anchor: 'end', fill: SOFT }),
  ];
  const title = label('Confidence, and number of images', PLOT.x + PLOT.width / 2, bottom + BELOW, { anchor: 'middle' });
  return pictureOf({
    title: 'Reliability',
    subtitle,
    width: WIDTH,
    height: bottom + BELOW + 16,
    body: [...legend, ...draw(bars), ...stretches, title],
  });
}
