import { lumaOf } from '@/dataset/luma';
import { bytesPerItem, type ItemShape } from '@/experiment/data/item-shape';
import { resample } from './resample';
import { CANVAS } from './types';

const PAD: ItemShape = [CANVAS, CANVAS, 1];

/** A picture of the pad as an image of a data set; one that has the data set's size already is left as it is. */
export const fitDrawing = (pixels: Uint8Array, shape: ItemShape): Uint8Array =>
  pixels.length !== bytesPerItem(shape) && pixels.length === bytesPerItem(PAD) ? refit(pixels, PAD, shape) : pixels;

/** An image of a data set as a picture to draw on. */
export const fitToPad = (pixels: Uint8Array, shape: ItemShape): Uint8Array =>
  shape.every((length, i) => length === PAD[i]) ? pixels : refit(pixels, shape, PAD);

/**
 * A picture in another shape: its middle square fills the middle square of the new one. Smaller pictures are averaged by area, larger ones interpolated;
 * color becomes gray by its luma (Rec. 601), and gray the same in all three channels.
 */
function refit(pixels: Uint8Array, [height, width, channels]: ItemShape, [toHeight, toWidth, toChannels]: ItemShape): Uint8Array {
  const side = Math.max(height, width);
  const to = Math.max(toHeight, toWidth);
  const values = new Float32Array(side * side);
  const [top, left] = [Math.floor((side - height) / 2), Math.floor((side - width) / 2)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) values[(y + top) * side + x + left] = grayAt(pixels, (y * width + x) * channels, channels);
  }
  const square = to <= side ? resample({ size: side, values }, { left: 0, top: 0, side }, to) : enlarged(values, side, to);
  const [fromTop, fromLeft] = [Math.floor((to - toHeight) / 2), Math.floor((to - toWidth) / 2)];
  const fitted = new Uint8Array(toHeight * toWidth * toChannels);
  for (let y = 0; y < toHeight; y++) {
    for (let x = 0; x < toWidth; x++) {
      const at = (y * toWidth + x) * toChannels;
      fitted.fill(square[(y + fromTop) * to + x + fromLeft]!, at, at + toChannels);
    }
  }
  return fitted;
}

const grayAt = (pixels: Uint8Array, at: number, channels: number): number =>
  channels === 1 ? pixels[at]! : lumaOf(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!);

/** Bilinear, between the middles of pixels. */
function enlarged(values: Float32Array, side: number, to: number): Uint8Array {
  const places = Array.from({ length: to }, (_, i) => {
    const at = Math.min(side - 1, Math.max(0, ((i + 0.5) * side) / to - 0.5));
    const first = Math.min(side - 1, Math.floor(at));
    return { first, second: Math.min(side - 1, first + 1), share: at - first };
  });
  const mixed = (row: number, { first, second, share }: { first: number; second: number; share: number }) =>
    values[row * side + first]! * (1 - share) + values[row * side + second]! * share;
  return Uint8Array.from({ length: to * to }, (_, k) => {
    const [y, x] = [places[Math.floor(k / to)]!, places[k % to]!];
    return Math.round(mixed(y.first, x) * (1 - y.share) + mixed(y.second, x) * y.share);
  });
}
