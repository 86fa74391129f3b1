import type { LabelledImages } from '@/dataset/types';
import { DATASETS } from '@/experiment/data/datasets';
import { hash32 } from '@/experiment/random';
import { bag } from './bags';
import { createFilm, type Film, type Framing, type Part, photograph, SIZE } from './canvas';
import { coat } from './coats';
import { createDice, type Dice, steadyDice } from './dice';
import { dress } from './dresses';
import { sandal } from './sandals';
import { boot, sneaker } from './shoes';
import { pullover, shirt, tee } from './tops';
import { trousers } from './trousers';

/** Changes whenever a garment's bytes change: a run's result depends on them. */
export const GARMENTS_VERSION = 1;

/** How many garments to draw, and which. */
export interface GarmentOptions {
  train?: number;
  test?: number;
  seed?: number;
}

/** A class's maker: the parts of one garment, the first ones at the bottom. */
const MAKERS: readonly ((dice: Dice) => Part[])[] = [tee, trousers, pullover, dress, coat, sandal, shirt, sneaker, bag, boot];

const CLASSES = MAKERS.length;

/** Test garments are numbered from here, so that they never meet the training ones. */
const TEST_FROM = 0x40000000;

/** Draws the built-in data set: balanced classes, in a shuffled order that does not depend on how many are drawn. */
export function generateGarments(options: GarmentOptions = {}): { train: LabelledImages; test: LabelledImages } {
  const { counts } = DATASETS['builtin-garments'];
  const { train = counts.train, test = counts.test, seed = 0 } = options;
  return { train: drawSet(train, seed, 0), test: drawSet(test, seed, TEST_FROM) };
}

/** Draws one garment, SIZE * SIZE bytes. */
export function drawGarment(label: number, seed: number): Uint8Array {
  return draw(label, seed, createFilm());
}

function draw(label: number, seed: number, film: Film): Uint8Array {
  const make = MAKERS[label];
  if (!make) throw new RangeError(`There is no garment class ${label}.`);
  const dice = createDice(hash32(seed, label, GARMENTS_VERSION));
  const parts = make(dice);
  return photograph(parts, framing(dice), film);
}

/** The usual outline of a class, filled with white: a guide for drawing. */
export function garmentSilhouette(label: number): Uint8Array {
  const make = MAKERS[label];
  if (!make) throw new RangeError(`There is no garment class ${label}.`);
  const white = () => 1;
  const parts = make(steadyDice()).filter((part) => !part.inside);
  return photograph(
    parts.map((part) => ({ ...part, paint: white })),
    { bend: { x: 0, y: 0, amount: 0 }, lean: 0, sharpness: 0 },
  );
}

function framing(dice: Dice): Framing {
  return {
    bend: { x: dice.between(0, 64), y: dice.between(0, 64), amount: dice.between(0, 2) },
    lean: dice.bell(-0.05, 0.05),
    sharpness: dice.between(0.1, 0.9),
  };
}

/** Every ten successive images hold each class once, in an order of their own: balanced and shuffled, however many are drawn. */
function drawSet(count: number, seed: number, from: number): LabelledImages {
  const bytes = SIZE * SIZE;
  const images = new Uint8Array(count * bytes);
  const labels = new Uint8Array(count);
  const film = createFilm();
  for (let i = 0; i < count; i++) {
    const label = labelAt(i, seed, from);
    labels[i] = label;
    images.set(draw(label, hash32(seed, from + i), film), i * bytes);
  }
  return { images, labels };
}

function labelAt(index: number, seed: number, from: number): number {
  const dice = createDice(hash32(seed, from + Math.floor(index / CLASSES), 0x1abe1));
  const order = Array.from({ length: CLASSES }, (_, label) => label);
  for (let i = CLASSES - 1; i > 0; i--) {
    const j = Math.floor(dice.between(0, i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order[index % CLASSES]!;
}
