import { type MeasuredPhoto, measurePhoto } from '@/dataset/drawing/photo';

/** Longest edge at which a photo is looked at: several pixels for each of the network's. */
const SIZE = 168;

const NOT_A_PICTURE = 'The browser cannot read this as a picture. Choose a PNG, JPEG or WebP file.';
const FALSIFIED = 'This browser does not let pages read pictures (a privacy setting). Allow it for this page, or draw instead.';

/**
 * A picture from a file, measured.
 *
 * @throws Error with words for people
 */
export async function readPhoto(file: Blob): Promise<MeasuredPhoto> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(NOT_A_PICTURE);
  });
  try {
    return photoOf(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

/**
 * A picture, or what a video shows just now, measured. Transparent parts become white.
 *
 * @throws Error with words for people
 */
export function photoOf(source: CanvasImageSource, width: number, height: number): MeasuredPhoto {
  const scale = Math.min(1, SIZE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context || !readsTrue(context)) throw new Error(FALSIFIED);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return measurePhoto({ width: canvas.width, height: canvas.height, rgba: data });
}

/** Whether what is read is what was painted: browsers that guard against fingerprinting return noise. */
function readsTrue(context: CanvasRenderingContext2D): boolean {
  context.fillStyle = '#123456';
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data.join() === '18,52,86,255';
}
