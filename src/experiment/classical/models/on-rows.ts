import type { ClassicalEntry } from './entry';

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\ban image\b/g, 'a row'],
  [/\ba pixel\b/g, 'an input'],
  [/\bimage(s?)\b/g, 'row$1'],
  [/\bpixel(s?)\b/g, 'input$1'],
];

/** A text about images in the words of a table: an image is a row there, and a pixel an input. */
const inRows = (text: string): string => WORDS.reduce((said, [word, instead]) => said.replace(word, instead), text);

const known = new WeakMap<object, object>();

/** The entry of a model with the texts for where it learns from rows of a table; the same object each time. */
export function onRows<T extends { kind: string }>(entry: ClassicalEntry<T>): ClassicalEntry<T> {
  const made = (known.get(entry) as ClassicalEntry<T> | undefined) ?? {
    ...entry,
    help: inRows(entry.help),
    fields: entry.fields.map((field) => ({ ...field, label: inRows(field.label), help: inRows(field.help) })),
    learns: (model: T, surroundings: Parameters<typeof entry.learns>[1]) => inRows(entry.learns(model, surroundings)),
    noCurve: inRows(entry.noCurve),
  };
  known.set(entry, made);
  return made;
}
