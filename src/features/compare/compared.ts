import { modelWords } from '@/experiment/words/model';
import { type RunFigures, runFigures } from '@/metrics/run-figures';
import type { Shape } from '@/print/charts/markers';
import type { Run } from '@/run/types';

/** One of the runs that are compared, and what tells its line apart from the others. */
export interface ComparedRun extends RunFigures {
  run: Run;
  /** A, B, …: stands for the run wherever there is no room for its title. */
  letter: string;
  /** What people call it. */
  title: string;
  mark: Mark;
}

/** A color and a shape; no two of the first 18 runs have both in common. */
export interface Mark {
  /** The number of the color, from 0; pictures have colors of their own. */
  hue: number;
  /** A CSS color. */
  color: string;
  shape: Shape;
}

const COLORS = 6;
const SHAPES: readonly Shape[] = ['circle', 'square', 'triangle', 'diamond', 'cross', 'hollow'];

/** Neighbors differ in both; from the seventh on a color comes again with another shape. */
function markOf(index: number): Mark {
  const round = Math.floor(index / COLORS);
  const hue = index % COLORS;
  return { hue, color: `var(--run-${hue + 1})`, shape: SHAPES[(index + round) % SHAPES.length] ?? 'circle' };
}

/** A … Z, then A2 … */
const letterOf = (index: number): string => `${String.fromCharCode(65 + (index % 26))}${index < 26 ? '' : Math.floor(index / 26) + 1}`;

/** A run with its letter, title, marker and figures. `index` is its place among the compared runs, from 0. */
export const comparedRun = (run: Run, index: number): ComparedRun => ({
  run,
  letter: letterOf(index),
  title: titleOf(run),
  mark: markOf(index),
  ...runFigures(run),
});

function titleOf({ name, experiment }: Run): string {
  return name ?? [experiment.name, modelWords(experiment)].filter(Boolean).join(' · ');
}
