import { saveBytes } from '@/app/actions/save-bytes';
import { drawingsFile, type KeptDrawing } from '@/dataset/drawing/kept';
import { encodePng } from '@/dataset/drawing/png';
import { readPixels } from '@/dataset/drawing/stored';
import { CANVAS } from '@/dataset/drawing/types';
import { labelName } from '@/experiment/data/labels';

/** Saves drawings as a file that can be imported again, or as a zip of what the network sees of each. */
export async function exportDrawings(kind: 'json' | 'png', drawings: readonly KeptDrawing[]): Promise<void> {
  const { strToU8, zipSync } = await import('fflate');
  if (kind === 'json') return saveBytes(new Uint8Array(strToU8(drawingsFile(drawings))), 'atelier-drawings.json');
  const files = drawings.map((drawing, index): [string, Uint8Array] => {
    const pixels = readPixels(drawing.pixels) ?? new Uint8Array(CANVAS * CANVAS);
    return [`${String(index + 1).padStart(3, '0')}-${plainName(drawing)}.png`, encodePng(pixels, CANVAS, CANVAS)];
  });
  saveBytes(new Uint8Array(zipSync(Object.fromEntries(files))), 'atelier-drawings.zip');
}

const plainName = ({ label, dataset }: KeptDrawing): string =>
  label === null
    ? 'drawing'
    : labelName({ dataset }, label)
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-');
