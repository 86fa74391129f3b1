import { arc, type XY } from './geometry';

const polar = (turns: number, from: number, to: number): XY[] =>
  Array.from({ length: 60 }, (_, i): XY => {
    const [angle, radius] = [(2 * Math.PI * turns * i) / 59, from + ((to - from) * i) / 59];
    return [14 + radius * Math.cos(angle), 14 + radius * Math.sin(angle)];
  });

const star: XY[] = Array.from({ length: 11 }, (_, i): XY => {
  const [angle, radius] = [(Math.PI * i) / 5 - Math.PI / 2, i % 2 ? 5 : 12];
  return [14 + radius * Math.cos(angle), 14 + radius * Math.sin(angle)];
});

const circle = (x: number, y: number, radius: number) => arc([x, y], [radius, radius], 0, 360);

/** Things that are no garments, as lines. */
export const OTHERS: Record<string, XY[][]> = {
  smiley: [circle(14, 14, 11), [[10, 11]], [[18, 11]], arc([14, 14], [6, 6], 20, 160)],
  'sad-face': [circle(14, 14, 11), [[10, 11]], [[18, 11]], arc([14, 22], [5, 5], 200, 340)],
  'letter-a': [[[5, 25], [14, 3], [23, 25]], [[9, 17], [19, 17]]], // biome-ignore format: points
  'letter-b': [[[7, 3], [7, 25]], [[7, 3], [17, 4], [18, 12], [7, 14], [20, 15], [20, 24], [7, 25]]], // biome-ignore format: points
  'letter-e': [[[21, 4], [7, 4], [7, 25], [21, 25]], [[7, 14], [18, 14]]], // biome-ignore format: points
  'letter-k': [[[7, 3], [7, 25]], [[20, 3], [7, 14], [21, 25]]], // biome-ignore format: points
  'letter-s': [[[21, 6], [14, 3], [7, 7], [10, 12], [19, 16], [21, 22], [14, 26], [6, 22]]], // biome-ignore format: points
  'letter-x': [[[5, 4], [23, 25]], [[23, 4], [5, 25]]], // biome-ignore format: points
  'digit-4': [[[17, 26], [17, 3], [5, 18], [22, 18]]], // biome-ignore format: points
  'digit-8': [circle(14, 8.5, 5.5), circle(14, 19.5, 6)],
  question: [[...arc([14, 9], [6, 6], 180, 400), [14, 18]], [[14, 24]]],
  cross: [[[14, 3], [14, 25]], [[3, 14], [25, 14]]], // biome-ignore format: points
  arrow: [[[2, 14], [25, 14], [17, 6]], [[25, 14], [17, 22]]], // biome-ignore format: points
  star: [star],
  spiral: [polar(3, 0.5, 12)],
  squiggle: [Array.from({ length: 40 }, (_, i): XY => [2 + 0.6 * i, 14 + 8 * Math.sin(i / 2.4) * Math.cos(i / 5)])],
  waves: [6, 13, 20].map((y) => Array.from({ length: 25 }, (_, i): XY => [2 + i, y + 2 * Math.sin(i * 0.9)])),
  heart: [[[14, 25], [3, 13], [4, 6], [9, 4], [14, 9], [19, 4], [24, 6], [25, 13], [14, 25]]], // biome-ignore format: points
  house: [[[5, 25], [5, 12], [14, 3], [23, 12], [23, 25], [5, 25]], [[11, 25], [11, 17], [16, 17], [16, 25]]], // biome-ignore format: points
  tree: [[[12, 26], [12, 17]], [[16, 26], [16, 17]], circle(14, 9.5, 7.5)], // biome-ignore format: points
  flower: [circle(14, 9, 2.5), ...[0, 72, 144, 216, 288].map((a) => circle(14 + 5.4 * Math.cos((a * Math.PI) / 180), 9 + 5.4 * Math.sin((a * Math.PI) / 180), 2.8)), [[14, 15], [14, 26]]], // biome-ignore format: points
  fish: [arc([12, 14], [9, 6], 0, 360), [[20, 14], [26, 8], [26, 20], [20, 14]], [[7, 13]]], // biome-ignore format: points
  lightning: [[[16, 2], [7, 15], [14, 15], [10, 26], [22, 11], [15, 11], [19, 2], [16, 2]]], // biome-ignore format: points
  dots: [[[5, 6]], [[21, 5]], [[13, 13]], [[6, 22]], [[23, 21]]], // biome-ignore format: points
};
