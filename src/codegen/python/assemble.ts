/** Packages that Python does not come with. */
const THIRD_PARTY = ['numpy', 'torch', 'keras', 'keras_tuner', 'ray', 'optuna'];

const isImport = (line: string): boolean => /^(import|from) /.test(line);
const isThirdParty = (line: string): boolean => THIRD_PARTY.includes(/^(?:import|from) (\w+)/.exec(line)?.[1] ?? '');

/**
 * One Python file: a docstring, all imports, then the blocks. Each block is Python that starts with the imports that it needs, so that the file
 * imports what its blocks use and nothing else.
 */
export function assemble(docstring: string, blocks: readonly string[]): string {
  const parts = blocks.map(splitImports);
  const imports = [...new Set(parts.flatMap((part) => part.imports))].toSorted(byImportOrder);
  const standard = imports.filter((line) => !isThirdParty(line)).join('\n');
  const others = imports.filter(isThirdParty).join('\n');
  const head = [`"""${docstring}"""`, standard, others].filter((part) => part !== '').join('\n\n');
  const bodies = parts.map((part) => part.body).filter((body) => body !== '');
  return `${[head, ...bodies].join('\n\n\n')}\n`;
}

/** `import x` before `from x import y`, each by name, as isort has it. */
function byImportOrder(a: string, b: string): number {
  const rank = (line: string) => `${line.startsWith('from') ? 1 : 0}${line}`;
  return rank(a) < rank(b) ? -1 : 1;
}

function splitImports(block: string): { imports: string[]; body: string } {
  const lines = block.trim().split('\n');
  const end = lines.findIndex((line) => line !== '' && !isImport(line));
  const [head, rest] = end < 0 ? [lines, []] : [lines.slice(0, end), lines.slice(end)];
  return { imports: head.filter(isImport), body: rest.join('\n').trim() };
}
