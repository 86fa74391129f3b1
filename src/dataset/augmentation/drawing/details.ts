import type { ImageSize } from '@/dataset/types';
import type { Random } from '@/experiment/random';
import { type Frame, frameOf } from './frame';
import { drawStroke, type Place } from './strokes';
import { between } from './ways';

/** Lines inside a garment, each through places. */
type Lines = Place[][];

interface Drawer {
  frame: Frame;
  random: Random;
  /** -1 where the image was mirrored, else 1. */
  sign: number;
}

/** Half the width of a line inside a garment, in pixels. */
const RADII = [0.5, 1] as const;

/** Lines differ from what they are drawn on by at least so many levels. */
const CONTRAST = 75;

/** How far a place strays, as a share of the garment. */
const STRAY = 0.04;

/** What people draw inside a garment, by its class; no entry for those that are told by their shape. */
const DETAILS: Readonly<Record<string, (drawer: Drawer) => Lines>> = {
  'T-shirt/top': (drawer) => [...sometimes(drawer, 0.3, neckline), ...sometimes(drawer, 0.25, sleeves)],
  Trouser: (drawer) => sometimes(drawer, 0.4, waistband),
  Pullover: (drawer) => [...sometimes(drawer, 0.3, neckline), ...sometimes(drawer, 0.4, sleeves), ...sometimes(drawer, 0.4, rib)],
  Dress: (drawer) => [...sometimes(drawer, 0.2, neckline), ...sometimes(drawer, 0.45, waist)],
  Coat: (drawer) => [
    ...opening(drawer),
    ...sometimes(drawer, 0.8, collar),
    ...sometimes(drawer, 0.35, buttons),
    ...sometimes(drawer, 0.5, pockets),
    ...sometimes(drawer, 0.15, waist),
  ],
  Shirt: (drawer) => [
    ...sometimes(drawer, 0.85, collar),
    ...buttons(drawer),
    ...sometimes(drawer, 0.06, opening),
    ...sometimes(drawer, 0.35, chestPocket),
    ...sometimes(drawer, 0.2, sleeves),
  ],
  Sneaker: (drawer) => [...sometimes(drawer, 0.7, sole), ...sometimes(drawer, 0.6, laces)],
  Bag: (drawer) => sometimes(drawer, 0.5, flap),
  'Ankle boot': (drawer) => [...sometimes(drawer, 0.55, sole), ...sometimes(drawer, 0.25, laces)],
};

/**
 * Draws what people draw inside a garment of this class, such as a shirt's collar and buttons. At the size of an image, photographs hardly show them.
 *
 * @param drawn what is drawn so far, height * width numbers from 0 to 255
 * @param mask 1 where the garment is
 * @param className the garment's class, as its data set names it; those that are not known get no lines
 */
export function addDetails(
  drawn: Float32Array,
  mask: Uint8Array,
  { className, mirrored }: { className: string; mirrored: boolean },
  random: Random,
  size: ImageSize,
): void {
  const frame = frameOf(mask, size);
  const lines = frame && DETAILS[className]?.({ frame, random, sign: mirrored ? -1 : 1 });
  if (!lines) return;
  const pen = { radius: between(RADII, random), level: levelOn(groundOf(drawn, mask), random) };
  for (const line of lines) drawStroke(drawn, mask, line, pen, size);
}

const sometimes = (drawer: Drawer, share: number, draw: (drawer: Drawer) => Lines): Lines =>
  drawer.random.next() < share ? draw(drawer) : [];

/** A place that strays a little. */
function near({ frame, random }: Drawer, across: number, down: number): Place {
  const stray = () => STRAY * (2 * random.next() - 1);
  return frame.at(across + stray(), down + stray());
}

/** A line and its mirror image. */
const bothSides = (drawer: Drawer, places: readonly (readonly [across: number, down: number])[]): Lines =>
  [-1, 1].map((side) => places.map(([across, down]) => near(drawer, side * across, down)));

function collar(drawer: Drawer): Lines {
  const { random } = drawer;
  const tip = between([0.12, 0.26], random);
  return bothSides(drawer, [
    [between([0.2, 0.34], random), -0.1],
    [between([0.2, 0.4], random), tip],
    [0, between([0.12, 0.3], random)],
  ]);
}

/** The line that a coat opens along. */
function opening(drawer: Drawer): Lines {
  const x = between([-0.06, 0.06], drawer.random);
  const from = between([0, 0.25], drawer.random);
  const line = [near(drawer, x, from), near(drawer, x, 0.5), near(drawer, x, 1)];
  return drawer.random.next() < 0.2 ? [line, line.map(([across, down]): Place => [across + 2, down])] : [line];
}

function buttons({ frame, random }: Drawer): Lines {
  const count = 3 + random.below(4);
  const x = between([-0.04, 0.08], random);
  const [from, to] = [between([0.2, 0.4], random), between([0.75, 0.95], random)];
  return Array.from({ length: count }, (_, i) => [frame.at(x, from + ((to - from) * i) / (count - 1))]);
}

function pockets(drawer: Drawer): Lines {
  const [inner, outer] = [between([0.12, 0.25], drawer.random), between([0.35, 0.5], drawer.random)];
  const y = between([0.55, 0.7], drawer.random);
  return bothSides(drawer, [
    [inner, y + between([-0.06, 0.06], drawer.random)],
    [outer, y],
  ]);
}

function chestPocket(drawer: Drawer): Lines {
  const { frame, random } = drawer;
  const side = random.next() < 0.5 ? -1 : 1;
  const [left, right] = [between([0.12, 0.2], random), between([0.32, 0.42], random)];
  const [top, bottom] = [between([0.25, 0.35], random), between([0.4, 0.5], random)];
  const corners: Place[] = [frame.at(side * left, top), frame.at(side * right, top), frame.at(side * right, bottom), frame.at(side * left, bottom)]; // biome-ignore format: points
  return random.next() < 0.3 ? [corners.slice(0, 2)] : [[...corners, corners[0]!]];
}

const neckline = ({ frame, random }: Drawer): Lines => [frame.along('upper', [-0.3, 0.3], between([2, 4], random))];

/** Where sleeves are sewn on. */
const sleeves = (drawer: Drawer): Lines =>
  bothSides(drawer, [
    [between([0.42, 0.58], drawer.random), 0.02],
    [between([0.42, 0.58], drawer.random), between([0.3, 0.4], drawer.random)],
  ]);

const rib = ({ frame, random }: Drawer): Lines => [frame.along('lower', [-0.55, 0.55], between([2, 4], random))];

const waistband = ({ frame, random }: Drawer): Lines => [frame.along('upper', [-0.9, 0.9], between([2, 4], random))];

function waist(drawer: Drawer): Lines {
  const y = between([0.3, 0.55], drawer.random);
  return [[near(drawer, -0.9, y), near(drawer, 0.9, y)]];
}

const sole = ({ frame, random }: Drawer): Lines => [frame.along('lower', [-0.95, 0.95], between([2, 4], random))];

/** Short lines over the front of a shoe that points to the left. */
function laces({ frame, random, sign }: Drawer): Lines {
  const count = 2 + random.below(3);
  const [from, apart, slant] = [between([-0.35, -0.15], random), between([0.12, 0.2], random), between([0, 0.15], random)];
  return Array.from({ length: count }, (_, i) => {
    const x = from + i * apart;
    const [upper] = frame.along('upper', [sign * x, sign * x], 1);
    const [lower] = frame.along('upper', [sign * (x + slant), sign * (x + slant)], 4);
    return upper && lower ? [upper, lower] : [];
  });
}

function flap(drawer: Drawer): Lines {
  const { random } = drawer;
  const [side, tip] = [between([0.3, 0.45], random), between([0.45, 0.7], random)];
  return [[near(drawer, -0.85, side), near(drawer, 0, random.next() < 0.6 ? tip : side), near(drawer, 0.85, side)]];
}

/** The mean gray of what is drawn. */
function groundOf(drawn: Float32Array, mask: Uint8Array): number {
  let [sum, count] = [0, 1];
  for (let at = 0; at < drawn.length; at++) {
    if (!mask[at]) continue;
    sum += drawn[at]!;
    count++;
  }
  return sum / count;
}

/** A gray that shows on another. */
function levelOn(ground: number, random: Random): number {
  const darker = Math.max(0, ground - CONTRAST);
  const brighter = Math.max(0, 255 - ground - CONTRAST);
  const place = random.next() * (darker + brighter);
  return place < darker ? place : Math.min(255, ground + CONTRAST + place - darker);
}
