/** Width and height of the drawing surface in image units; one unit is one pixel of Fashion-MNIST's images. */
export const CANVAS = 28;

/** A place on the surface, in image units from the top left, and how hard the pen pressed (0 to 1; 0.5 where nothing measures it). */
export interface Point {
  x: number;
  y: number;
  pressure: number;
}

/** A round brush drawn through its points; one point is a dab. */
export interface Stroke {
  kind: 'stroke';
  points: readonly Point[];
  /** Brush radius in image units at a pressure of 0.5. */
  radius: number;
  /** Grey level 0 to 255, or the eraser. */
  paint: number | 'eraser';
  mirror: boolean;
}

/** A flood of one grey level from a place to the lines around it. */
export interface Fill {
  kind: 'fill';
  x: number;
  y: number;
  level: number;
  mirror: boolean;
}

/** An image of the data set laid over everything before it, to go on from. */
export interface StartImage {
  kind: 'image';
  /** CANVAS * CANVAS bytes. */
  pixels: Uint8Array;
  mirror: boolean;
}

/** Everything before it is gone; an operation like the others, so that undo brings it back. */
export interface Clear {
  kind: 'clear';
}

/** Everything before it is turned round, left to right. */
export interface Flip {
  kind: 'flip';
}

/** One thing that a person did to the drawing. */
export type Operation = Stroke | Fill | StartImage | Clear | Flip;

/** A drawing as the list of what was done, in order, and what was undone, last first. Never mutated. */
export interface Drawing {
  operations: readonly Operation[];
  undone: readonly Operation[];
}

/** Grey values 0 to 255 over the whole surface, row by row. */
export interface Raster {
  /** Pixels along each edge. */
  size: number;
  values: Float32Array;
}
