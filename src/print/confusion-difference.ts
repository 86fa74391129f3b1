import { matrixFrame } from './confusion';
import { el } from './markup';
import { BAD, GOOD, SOFT } from './palette';
import { label, type Picture, pictureOf } from './picture';

/** A cell of the difference of two confusion matrices. */
export interface DifferenceCell {
  /** Signed points. */
  words: string;
  /** Left out where nothing differs. */
  better?: boolean | undefined;
}

interface DifferencePicture {
  /** A row for each true class. */
  cells: readonly (readonly DifferenceCell[])[];
  classNames: readonly string[];
  title: string;
  subtitle: string;
}

const KEY = 46;
const FILLS = { true: '#e7f2ec', false: '#fbebe9', undefined: '#f6f4f1' };
const INKS = { true: GOOD, false: BAD, undefined: SOFT };

/** A row for each true class, a column for each predicted one: how many points the second run is apart from the first, green where that is better. */
export function differencePicture({ cells, classNames, title, subtitle }: DifferencePicture): Picture {
  const { cell, left, top, bottom, width, heads } = matrixFrame(classNames);
  const body = cells.flatMap((row, truth) =>
    row.flatMap(({ words, better }, predicted) => {
      const [x, y] = [left + predicted * cell, top + truth * cell];
      const tone = `${better}` as keyof typeof FILLS;
      return [
        el('rect', { x: x + 1, y: y + 1, width: cell - 2, height: cell - 2, rx: 4, fill: FILLS[tone] }),
        label(words, x + cell / 2, y + cell / 2 + 4, {
          anchor: 'middle',
          fill: INKS[tone],
          weight: truth === predicted ? 650 : 400,
          size: words.length > 4 ? 10.5 : 12,
        }),
      ];
    }),
  );
  const key = label(
    'Percentage points: of 100 images of a class, how many more get this answer. Green: better, red: worse',
    left,
    bottom + 26,
    {
      fill: SOFT,
      size: 11.5,
      within: width - left,
    },
  );
  return pictureOf({ title, subtitle, width, height: bottom + KEY, body: [...heads, ...body, key] });
}
