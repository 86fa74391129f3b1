import type { Axis, AxisScale } from '@/metrics/curves/axes';
import { el, type Markup } from '@/print/markup';
import { INK, RULE, SOFT } from '@/print/palette';
import { label } from '@/print/picture';

export interface PlotAxis extends Axis {
  title: string;
  scale?: AxisScale;
  /** A tick in words. */
  words(tick: number): string;
}

export interface PlotArea {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where values lie in a plot, and its axes. */
export interface Plot {
  area: PlotArea;
  /** Pixels from the left of the area. */
  across(value: number): number;
  /** Pixels from the top of the area. */
  down(value: number): number;
  /** Axes, ticks and titles, around what `contents` are. What leaves the axes is cut off. */
  draw(contents: readonly Markup[]): Markup[];
}

/** A line along an axis shows in its whole width. */
const EDGE = 3;

/** A plot with two axes in an area of a picture. Room for ticks and titles lies outside of the area, left and below. */
export function plotOf(area: PlotArea, xAxis: PlotAxis, yAxis: PlotAxis): Plot {
  const across = (value: number) => shareOf(value, xAxis) * area.width;
  const down = (value: number) => (1 - shareOf(value, yAxis)) * area.height;
  const rows = yAxis.ticks.flatMap((tick) => {
    const y = area.y + down(tick);
    return [
      el('line', { x1: area.x, x2: area.x + area.width, y1: y, y2: y, stroke: RULE }),
      label(yAxis.words(tick), area.x - 8, y + 4, { anchor: 'end', fill: SOFT, size: 11.5 }),
    ];
  });
  const columns = xAxis.ticks.map((tick) =>
    label(xAxis.words(tick), area.x + across(tick), area.y + area.height + 18, { anchor: 'middle', fill: SOFT, size: 11.5 }),
  );
  const bottom = area.y + area.height;
  const titles = [
    label(xAxis.title, area.x + area.width / 2, bottom + 38, { anchor: 'middle', fill: INK }),
    label(yAxis.title, area.x - 46, area.y + area.height / 2, { anchor: 'middle', fill: INK, turn: -90 }),
  ];
  // A nested picture cuts off what leaves the axes, and needs no name that two pictures in one page could share.
  const frame = (contents: readonly Markup[]) =>
    el(
      'svg',
      { x: area.x - EDGE, y: area.y - EDGE, width: area.width + 2 * EDGE, height: area.height + 2 * EDGE, overflow: 'hidden' },
      el('g', { transform: `translate(${EDGE} ${EDGE})` }, contents),
    );
  return { area, across, down, draw: (contents) => [...rows, ...columns, ...titles, frame(contents)] };
}

function shareOf(value: number, { domain: [low, high], scale = 'linear' }: PlotAxis): number {
  const at = scale === 'log' ? Math.log : (number: number) => number;
  return (at(value) - at(low)) / (at(high) - at(low));
}

/** SVG path data; `null` lifts the pen. */
export function pathOf(points: readonly (readonly [number, number] | null)[]): string {
  const round = (value: number) => Math.round(10 * value) / 10;
  return points.map((point, i) => (point ? `${i > 0 && points[i - 1] ? 'L' : 'M'}${round(point[0])} ${round(point[1])}` : '')).join('');
}
