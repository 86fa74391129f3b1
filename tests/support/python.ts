import { spawnSync } from 'node:child_process';

/** Pythons that may have PyTorch: Debian's own before whatever else is first in the path. */
const CANDIDATES = ['/usr/bin/python3', 'python3'];

/** The first Python that can import the given packages; `null` where none can. */
export function pythonWith(...packages: string[]): string | null {
  const command = packages.map((name) => `import ${name}`).join('; ') || 'pass';
  return CANDIDATES.find((python) => spawnSync(python, ['-c', command]).status === 0) ?? null;
}

/** Runs Python and throws what it says on stderr where it fails. Returns what it prints. */
export function runPython(python: string, args: readonly string[], env: Record<string, string> = {}): string {
  const done = spawnSync(python, [...args], { encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 2 ** 28 });
  if (done.status !== 0) throw new Error(`${python} ${args.join(' ')}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}
