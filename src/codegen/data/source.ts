import { indent, pyString, wrapped } from '@/codegen/python/literals';
import type { Block, CodeFile, CodeSource } from '@/codegen/types';
import files from './files.py?raw';

const ROLES: readonly CodeFile['role'][] = ['trainImages', 'trainLabels', 'testImages', 'testLabels'];

/** Room for a string within parentheses, its quotes taken off. */
const LITERAL_WIDTH = 72;

/** Where the four files are found and how to know them, and the functions that read them in the order of `ROLES`. */
export function sourceBlocks({ url, files: known }: CodeSource): Block[] {
  const entries = ROLES.flatMap((role) => known.filter((file) => file.role === role)).map(
    ({ name, sha256 }) => `${pyString(name)}: (\n${indent(pyString(sha256))}\n),`,
  );
  const constants = [
    '# Where the data files come from, and the SHA-256 of each download.',
    `SOURCE = (\n${indent(longString(url))}\n)`,
    `FILES = {\n${indent(entries.join('\n'))}\n}`,
  ];
  return [constants.join('\n'), files];
}

/** A long text as several literals one below the other, broken after slashes. */
const longString = (text: string): string =>
  wrapped(text.replaceAll('/', '/ '), LITERAL_WIDTH)
    .map((line) => pyString(line.replaceAll('/ ', '/')))
    .join('\n');
