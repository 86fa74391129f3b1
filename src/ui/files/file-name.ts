/** A name for a file, of letters, digits and hyphens alone: nothing that a file system could object to. At most 80 signs. */
export function fileNameOf(words: string): string {
  const plain = words
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '');
  return plain || 'atelier';
}
