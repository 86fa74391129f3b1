import type { Fill, Point, Stroke } from '@/dataset/drawing/types';

/** What the pointer does to the drawing. */
export type Tool = 'brush' | 'fill' | 'eraser';

/** The tool in hand and how it is set. */
export interface Brush {
  tool: Tool;
  /** In image units. */
  radius: number;
  /** Grey level, 0 to 255. */
  level: number;
  mirror: boolean;
}

/** Brush sizes on offer, with the names that tell them apart without seeing them. */
export const SIZES: readonly { name: string; radius: number }[] = [
  { name: 'Fine', radius: 0.5 },
  { name: 'Medium', radius: 1 },
  { name: 'Broad', radius: 1.75 },
  { name: 'Very broad', radius: 3 },
];

/** Grey levels on offer, brightest first: cloth in the data set is mostly between light and mid grey. */
export const LEVELS: readonly { name: string; level: number }[] = [
  { name: 'White', level: 255 },
  { name: 'Light gray', level: 205 },
  { name: 'Mid gray', level: 155 },
  { name: 'Dark gray', level: 105 },
  { name: 'Nearly black', level: 55 },
];

/** What a person finds in hand. */
export const FIRST_BRUSH: Brush = { tool: 'brush', radius: 1, level: 205, mirror: false };

/** A stroke begun at a point with the brush or the eraser in hand. */
export function strokeAt(brush: Brush, point: Point): Stroke {
  const paint = brush.tool === 'eraser' ? 'eraser' : brush.level;
  return { kind: 'stroke', points: [point], radius: brush.radius, paint, mirror: brush.mirror };
}

/** A fill of the area around a point. */
export function fillAt(brush: Brush, { x, y }: Point): Fill {
  return { kind: 'fill', x, y, level: brush.level, mirror: brush.mirror };
}
