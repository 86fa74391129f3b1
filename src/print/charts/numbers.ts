import { formatCount } from '@/experiment/words/numbers';
import { predictedAxes, residualAxes } from '@/metrics/numbers/chart-axes';
import { dotsOf, MOST_DOTS, RESIDUAL_BINS, residualBins, shortTick } from '@/metrics/numbers/scale';
import { el } from '@/print/markup';
import { INK, VAL } from '@/print/palette';
import { type Picture, pictureOf } from '@/print/picture';
import { plotOf } from './plot';

/** True numbers and predicted ones, one a row, and how the target is spoken of. */
export interface PrintedNumbers {
  truth: Float64Array;
  predicted: Float64Array;
  target: { name: string; unit: string };
}

const WIDTH = 720;
const HEIGHT = 360;
const AREA = { x: 76, y: 12, width: WIDTH - 100, height: HEIGHT };
const BELOW = 56;

/** Each row at its true number and what was predicted, on equal axes; perfect predictions lie on the diagonal. */
export function predictedPicture({ truth, predicted, target }: PrintedNumbers, subtitle: string): Picture {
  const { x, y } = predictedAxes({ truth, predicted, target });
  const [low, high] = x.domain;
  const { draw, across, down } = plotOf(AREA, { ...x, words: shortTick }, { ...y, words: shortTick });
  const dots = dotsOf(truth, predicted, MOST_DOTS).map(({ x, y }) =>
    el('circle', { cx: across(x), cy: down(y), r: 2, fill: VAL, 'fill-opacity': 0.5 }),
  );
  const perfect = el('line', { x1: across(low), y1: down(low), x2: across(high), y2: down(high), stroke: INK, 'stroke-dasharray': '4 3' });
  return numberPicture('Predicted against true', `${subtitle} · ${formatCount(dots.length)} rows as dots`, draw([...dots, perfect]));
}

/** How many rows are off by how much; those far off stand in the outermost bars. */
export function residualsPicture({ truth, predicted, target }: PrintedNumbers, subtitle: string): Picture {
  const { reach, counts } = residualBins(truth, predicted, RESIDUAL_BINS);
  const { x, y } = residualAxes(target, reach, counts);
  const { draw, across, down } = plotOf(AREA, { ...x, words: shortTick }, { ...y, words: shortTick });
  const width = AREA.width / RESIDUAL_BINS;
  const bars = counts.map((count, bin) =>
    el('rect', {
      x: bin * width + 0.5,
      width: width - 1,
      y: down(count),
      height: AREA.height - down(count),
      fill: VAL,
      'fill-opacity': 0.55,
    }),
  );
  const zero = el('line', { x1: across(0), x2: across(0), y1: 0, y2: AREA.height, stroke: INK, 'stroke-dasharray': '4 3' });
  return numberPicture('Residuals', subtitle, draw([...bars, zero]));
}

const numberPicture = (title: string, subtitle: string, body: Parameters<typeof pictureOf>[0]['body']): Picture =>
  pictureOf({ title, subtitle, width: WIDTH, height: AREA.y + HEIGHT + BELOW, body });
