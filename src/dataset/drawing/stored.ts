import * as v from 'valibot';
import { rasterize } from './render';
import { CANVAS, type Drawing, type Operation } from './types';

/** A drawing longer than this, in characters of JSON, is stored as the picture that it shows. */
const LONGEST = 120_000;

const MOST_OPERATIONS = 5000;

const place = v.pipe(v.number(), v.minValue(-CANVAS), v.maxValue(2 * CANVAS));
const level = v.pipe(v.number(), v.minValue(0), v.maxValue(255));
const base64 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]*={0,2}$/), v.maxLength(4 * CANVAS * CANVAS));

/** Points are [x, y, pressure] three by three, in hundredths of an image unit. */
const operationSchema = v.variant('kind', [
  v.object({
    kind: v.literal('stroke'),
    points: v.pipe(
      v.array(v.pipe(v.number(), v.minValue(-100 * CANVAS), v.maxValue(200 * CANVAS))),
      v.minLength(3),
      v.check((flat) => flat.length % 3 === 0),
    ),
    radius: v.pipe(v.number(), v.minValue(0.1), v.maxValue(CANVAS)),
    paint: v.union([level, v.literal('eraser')]),
    mirror: v.boolean(),
  }),
  v.object({ kind: v.literal('fill'), x: place, y: place, level, mirror: v.boolean() }),
  v.object({ kind: v.literal('image'), pixels: base64, mirror: v.boolean() }),
  v.object({ kind: v.literal('flip') }),
]);

/** What still shows of a drawing, as plain JSON; what had been undone is not kept. */
export const storedDrawingSchema = v.object({ operations: v.pipe(v.array(operationSchema), v.maxLength(MOST_OPERATIONS)) });

/** A drawing as it is stored. */
export type StoredDrawing = v.InferOutput<typeof storedDrawingSchema>;

type StoredOperation = StoredDrawing['operations'][number];

/** The drawing as plain JSON of bounded size. A very long one is stored as its picture, pixel by pixel. */
export function storeDrawing(drawing: Drawing): StoredDrawing {
  const from = drawing.operations.findLastIndex(({ kind }) => kind === 'clear');
  const stored = { operations: drawing.operations.slice(from + 1).flatMap(storeOperation) };
  if (stored.operations.length <= MOST_OPERATIONS && JSON.stringify(stored).length <= LONGEST) return stored;
  return { operations: storeOperation({ kind: 'image', pixels: rasterize(drawing, 1), mirror: false }) };
}

/** The drawing that was stored; `null` where it is none. */
export function readDrawing(value: unknown): Drawing | null {
  const parsed = v.safeParse(storedDrawingSchema, value);
  if (!parsed.success) return null;
  const operations = parsed.output.operations.map(readOperation);
  return operations.includes(null) ? null : { operations: operations.filter((operation) => operation !== null), undone: [] };
}

function storeOperation(operation: Operation): StoredOperation[] {
  switch (operation.kind) {
    case 'clear':
      return [];
    case 'stroke':
      return [{ ...operation, points: operation.points.flatMap(({ x, y, pressure }) => [x, y, pressure].map(hundredths)) }];
    case 'image':
      return [{ ...operation, pixels: btoa(String.fromCharCode(...operation.pixels)) }];
    default:
      return [operation];
  }
}

const hundredths = (value: number): number => Math.round(value * 100);

function readOperation(stored: StoredOperation): Operation | null {
  if (stored.kind === 'stroke') {
    const points = Array.from({ length: stored.points.length / 3 }, (_, i) => {
      const [x = 0, y = 0, pressure = 0] = stored.points.slice(3 * i, 3 * i + 3).map((value) => value / 100);
      return { x, y, pressure };
    });
    return { ...stored, points };
  }
  if (stored.kind !== 'image') return stored;
  const pixels = readPixels(stored.pixels);
  return pixels && { ...stored, pixels };
}

/** CANVAS * CANVAS bytes of base64; `null` where they are not. */
export function readPixels(text: string): Uint8Array | null {
  try {
    const pixels = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return pixels.length === CANVAS * CANVAS ? pixels : null;
  } catch {
    return null;
  }
}
