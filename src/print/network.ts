import { kindOf } from '@/experiment/network/kinds';
import type { NetworkPlan, PlannedLayer } from '@/experiment/network/plan';
import { formatShape } from '@/experiment/network/shape';
import { OUTPUT_ID } from '@/experiment/network/types';
import { counted, formatCount, NO_NUMBER } from '@/experiment/words/numbers';
import { el, type Markup } from './markup';
import { ACCENT, EDGE, INK, RULE, SOFT } from './palette';
import { label, type Picture, pictureOf, SIDE } from './picture';

const WIDTH = 600;
const BOX = 46;
const GAP = 16;
const BAR = 70;

/** A network from input to output: a box for each layer with its options, the shape of what leaves it, and its share of the parameters. */
export function networkPicture(plan: NetworkPlan, subtitle: string): Picture {
  const total = plan.trainable + plan.nonTrainable;
  const boxes = [
    boxOf({ title: 'Input', summary: 'pixels', shape: formatShape(plan.inputShape), parameters: 0 }, total, 0),
    ...plan.layers.map((planned, i) => boxOf(rowOf(planned), total, i + 1)),
  ];
  const arrows = plan.layers.map((_, i) => arrowAt(i));
  const height = boxes.length * BOX + (boxes.length - 1) * GAP;
  return pictureOf({
    title: 'Network',
    subtitle: `${subtitle} · ${counted(total, 'parameter')}`,
    width: WIDTH,
    height: height + 50,
    body: [...arrows, ...boxes.flat(), ...keyOf(height + 26)],
  });
}

interface Row {
  title: string;
  summary: string;
  shape: string;
  parameters: number;
}

function rowOf({ layer, outputShape, trainable, nonTrainable }: PlannedLayer): Row {
  const kind = kindOf(layer);
  return {
    title: layer.id === OUTPUT_ID ? 'Output' : kind.title,
    summary: kind.summary(layer),
    shape: outputShape ? formatShape(outputShape) : NO_NUMBER,
    parameters: trainable + nonTrainable,
  };
}

const yOf = (at: number): number => at * (BOX + GAP);

function boxOf({ title, summary, shape, parameters }: Row, total: number, at: number): Markup[] {
  const y = yOf(at);
  const right = WIDTH - SIDE - 14;
  const learns = parameters > 0;
  return [
    el('rect', {
      x: SIDE,
      y,
      width: WIDTH - 2 * SIDE,
      height: BOX,
      rx: 8,
      fill: '#faf9f7',
      stroke: learns ? ACCENT : RULE,
      'stroke-width': 1.25,
    }),
    label(title, SIDE + 14, y + 20, { size: 13, weight: 650, within: 250 }),
    label(summary, SIDE + 14, y + 36, { size: 11.5, fill: SOFT, within: 270 }),
    label(shape, right - 120, y + 28, { size: 13, anchor: 'end', within: 150 }),
    label(learns ? formatCount(parameters) : '', right, y + 22, { size: 12, anchor: 'end', fill: INK }),
    ...(learns
      ? [
          el('rect', { x: right - BAR, y: y + 30, width: BAR, height: 4, rx: 2, fill: RULE }),
          el('rect', {
            x: right - BAR,
            y: y + 30,
            width: Math.max(1, (BAR * parameters) / Math.max(1, total)),
            height: 4,
            rx: 2,
            fill: ACCENT,
          }),
        ]
      : []),
  ];
}

/** From the box at this place to the next one. */
function arrowAt(at: number): Markup {
  const [x, y] = [WIDTH / 2, yOf(at) + BOX];
  return el('path', { d: `M${x} ${y}v${GAP}m-4 -6l4 6l4 -6`, fill: 'none', stroke: EDGE, 'stroke-width': 1.25 });
}

const keyOf = (y: number): Markup[] => [
  label('Layer and its options', SIDE + 14, y, { fill: SOFT, size: 11.5 }),
  label('output shape', WIDTH - SIDE - 134, y, { fill: SOFT, size: 11.5, anchor: 'end' }),
  label('parameters', WIDTH - SIDE - 14, y, { fill: SOFT, size: 11.5, anchor: 'end' }),
];
