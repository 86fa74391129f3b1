import { fileNameOf } from './file-name';

/** A picture as an SVG document. */
export interface SvgPicture {
  svg: string;
  /** In CSS pixels. */
  width: number;
  height: number;
  /** What it is called, in words. */
  name: string;
}

/** Pixels of a PNG per CSS pixel: sharp on slides and in print. */
const DENSITY = 2;
/** Browsers refuse canvases with longer sides. */
const LONGEST_SIDE = 16_000;

/** The picture as an SVG file. */
export const svgOf = ({ svg }: SvgPicture): Blob => new Blob([svg], { type: 'image/svg+xml' });

/** The picture in pixels, twice as many as its size says where a canvas can be so large. Throws where the browser cannot draw it. */
export async function pngOf({ svg, width, height }: SvgPicture): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const density = Math.min(DENSITY, LONGEST_SIDE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('There is no canvas to draw on.');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The canvas could not be read.'))), 'image/png');
  });
}

/** Hands the person a file, which is called what the words say as far as a file can be: `saveBlob(table, 'Loss, run 2', '.csv')` saves Loss-run-2.csv. */
export function saveBlob(blob: Blob, words: string, ending: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${fileNameOf(words)}${ending}`;
  link.click();
  // Safari reads the address only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
