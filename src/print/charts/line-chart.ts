import { el, type Markup } from '@/print/markup';
import { type Picture, pictureOf } from '@/print/picture';
import { type LegendEntry, legendOf, markerAt } from './legend';
import { markedOf } from './markers';
import { type PlotAxis, pathOf, plotOf } from './plot';

/** One line of a chart. */
export interface ChartLine extends LegendEntry {
  /** `null` breaks the line. */
  points: readonly { x: number; y: number | null }[];
  width?: number;
  /** A dot at each point. */
  dots?: boolean;
  /** Its marker is in the legend alone. */
  unmarked?: boolean;
  /** Left out of the legend: the raw values behind a smoothed line. */
  unnamed?: boolean;
}

/** An area between two lines, pale. */
export interface ChartBand {
  points: readonly { x: number; from: number; to: number }[];
  color: string;
}

export interface LineChart {
  title: string;
  subtitle: string;
  xAxis: PlotAxis;
  yAxis: PlotAxis;
  lines: readonly ChartLine[];
  bands?: readonly ChartBand[];
  /** Single places, with a ring around them. */
  dots?: readonly { x: number; y: number; color: string }[];
  width?: number;
  /** Of the plot alone. */
  height?: number;
}

const LEFT = 72;
const RIGHT = 24;
const BELOW = 52;

/** Lines over two axes, with their names above them. */
export function lineChart({ title, subtitle, xAxis, yAxis, lines, bands = [], dots = [], width = 720, height = 320 }: LineChart): Picture {
  const legend = legendOf(
    lines.filter(({ unnamed }) => !unnamed),
    width,
  );
  const area = { x: LEFT, y: legend.height + 6, width: width - LEFT - RIGHT, height };
  const { draw, across, down } = plotOf(area, xAxis, yAxis);
  const place = ({ x, y }: { x: number; y: number }) => [across(x), down(y)] as const;
  const contents = [
    ...bands.map(({ points, color }) => {
      const edge = (side: 'from' | 'to') => points.map((point) => place({ x: point.x, y: point[side] }));
      return el('path', { d: `${pathOf([...edge('to'), ...edge('from').toReversed()])}Z`, fill: color, 'fill-opacity': 0.16 });
    }),
    ...lines.flatMap((line) => drawn(line, place)),
    ...dots.map(({ x, y, color }) => el('circle', { cx: across(x), cy: down(y), r: 5, fill: color, stroke: '#fff', 'stroke-width': 2 })),
  ];
  return pictureOf({ title, subtitle, width, height: area.y + height + BELOW, body: [...legend.marks, ...draw(contents)] });
}

function drawn(line: ChartLine, place: (point: { x: number; y: number }) => readonly [number, number]): Markup[] {
  const { points, color, dash, opacity, width = 2, dots = false } = line;
  const places = points.map(({ x, y }) => (y === null || !Number.isFinite(y) ? null : place({ x, y })));
  const path = el('path', {
    d: pathOf(places),
    fill: 'none',
    stroke: color,
    'stroke-width': width,
    'stroke-dasharray': dash,
    'stroke-opacity': opacity,
    'stroke-linejoin': 'round',
  });
  const marks = dots ? places.filter((at) => at !== null).map(([cx, cy]) => el('circle', { cx, cy, r: 2.5, fill: color })) : [];
  const marker = line.unmarked ? undefined : line.marker;
  const shapes = marker ? markedOf(places.filter((at) => at !== null)).map(([x, y]) => markerAt(marker, color, x, y)) : [];
  return [path, ...marks, ...shapes];
}
