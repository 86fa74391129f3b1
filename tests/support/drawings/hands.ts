import type { Point } from '@/dataset/drawing/types';
import type { Random } from '@/experiment/random';
import { dense, type XY } from './geometry';

/** What a drawing is made with. */
export type Hand = 'mouse' | 'finger' | 'keyboard';

export const HANDS: readonly Hand[] = ['mouse', 'finger', 'keyboard'];

/** How far a line strays, slowly and from point to point, in image units. */
const STRAYS: Record<'mouse' | 'finger', { slow: number; quick: number; step: number }> = {
  mouse: { slow: 0.35, quick: 0.12, step: 0.8 },
  finger: { slow: 0.45, quick: 0.08, step: 1.1 },
};

/** A line as a hand draws it. */
export function drawnBy(hand: Hand, line: readonly XY[], random: Random): Point[] {
  const points = hand === 'keyboard' ? staircase(line) : strayed(line, STRAYS[hand], random);
  return points.map(([x, y]) => ({ x: tenth(x), y: tenth(y), pressure: 0.5 }));
}

const tenth = (value: number): number => Math.round(10 * Math.min(28, Math.max(0, value))) / 10;

function strayed(line: readonly XY[], { slow, quick, step }: { slow: number; quick: number; step: number }, random: Random): XY[] {
  if (line.length === 1) return [...line];
  const wave = () => ({ length: 6 + 8 * random.next(), start: random.next() });
  const [across, along] = [wave(), wave()];
  const swing = ({ length, start }: { length: number; start: number }, i: number) => slow * Math.sin(2 * Math.PI * (i / length + start));
  return dense(line, step).map(
    ([x, y], i): XY => [x + swing(across, i) + quick * random.normal(), y + swing(along, i) + quick * random.normal()],
  );
}

/** The arrow keys' way along a line: from cell to cell, one step across or down at a time. */
function staircase(line: readonly XY[]): XY[] {
  const cells: XY[] = [];
  const visit = (x: number, y: number) => {
    const last = cells.at(-1);
    if (last && last[0] === x && last[1] === y) return;
    if (last && last[0] !== x && last[1] !== y) cells.push([x, last[1]]);
    cells.push([x, y]);
  };
  const cell = (value: number) => Math.min(27, Math.max(0, Math.floor(value))) + 0.5;
  for (const [x, y] of dense(line, 0.5)) visit(cell(x), cell(y));
  return corners(cells);
}

/** Without the cells in the middle of straight stretches. */
const corners = (cells: readonly XY[]): XY[] =>
  cells.filter(([x, y], i) => {
    const [before, after] = [cells[i - 1], cells[i + 1]];
    return !before || !after || !((before[0] === x && after[0] === x) || (before[1] === y && after[1] === y));
  });
