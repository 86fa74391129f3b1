import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toNetworkInput } from '@/dataset/drawing/input';
import type { Drawing, Operation } from '@/dataset/drawing/types';

const FOLDER = fileURLToPath(new URL('../../fixtures/drawings/', import.meta.url));

/** A stroke: radius, gray level (-1: the eraser), x and y of each point in turn. Or a fill: x, y, level. */
export type Mark = { stroke: [radius: number, paint: number, ...xy: number[]] } | { fill: [x: number, y: number, level: number] };

/** What a file holds: a drawing, what it shows (a class of Fashion-MNIST, or `null`), and how it was drawn. */
export interface DrawingFile {
  label: number | null;
  style: string;
  hand: string;
  marks: Mark[];
}

/** A half of the drawings: one to develop with, and one that is held back, for the last measurement alone. */
export type Half = 'development' | 'held-back';
export const HALVES: readonly Half[] = ['development', 'held-back'];

/** A drawing as the network gets it. */
export interface DrawnImage extends Omit<DrawingFile, 'marks'> {
  /** The file, without its ending. */
  name: string;
  drawing: Drawing;
  /** 784 bytes, rendered and cropped by the drawing pad's own code. */
  pixels: Uint8Array;
}

export function marksOf({ operations }: Drawing): Mark[] {
  return operations.map((operation): Mark => {
    if (operation.kind === 'fill') return { fill: [operation.x, operation.y, operation.level] };
    if (operation.kind !== 'stroke') throw new Error(`No file holds ${operation.kind}.`);
    const { radius, paint, points } = operation;
    return { stroke: [radius, paint === 'eraser' ? -1 : paint, ...points.flatMap(({ x, y }) => [x, y])] };
  });
}

function operationOf(mark: Mark): Operation {
  if ('fill' in mark) return { kind: 'fill', x: mark.fill[0], y: mark.fill[1], level: mark.fill[2], mirror: false };
  const [radius, paint, ...xy] = mark.stroke;
  const points = Array.from({ length: xy.length / 2 }, (_, i) => ({ x: xy[2 * i]!, y: xy[2 * i + 1]!, pressure: 0.5 }));
  return { kind: 'stroke', points, radius, paint: paint < 0 ? 'eraser' : paint, mirror: false };
}

/** The drawings of one half: of garments, or of other things. Those with a label are garments. */
export function readDrawings(half: Half): DrawnImage[] {
  return readdirSync(`${FOLDER}${half}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const { marks, ...about }: DrawingFile = JSON.parse(readFileSync(`${FOLDER}${half}/${name}`, 'utf8'));
      const drawing: Drawing = { operations: marks.map(operationOf), undone: [] };
      return { ...about, name: name.slice(0, -'.json'.length), drawing, pixels: toNetworkInput(drawing) };
    });
}

/** Images in one block, as a network takes them. */
export function joinedImages(images: readonly Uint8Array[]): Uint8Array {
  const size = images[0]?.length ?? 0;
  const block = new Uint8Array(images.length * size);
  images.forEach((image, i) => {
    block.set(image, i * size);
  });
  return block;
}
