const LONGEST = 60;

/** A file's name without ending, as a line of text: nothing in it breaks the line, turns the direction of writing, or is out of sight. */
export function fileStem(fileName: string): string {
  const stem = fileName
    .replace(/\.[^.]*$/, '')
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return stem.slice(0, LONGEST).toWellFormed() || 'run';
}
