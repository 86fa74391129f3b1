const LONGEST_STEM = 36;

/** A name as the start of a file name that any system takes, and that Python can import. */
export function fileStem(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST_STEM);
  if (plain === '') return 'atelier';
  return /^[a-z]/.test(plain) ? plain : `atelier_${plain}`;
}
