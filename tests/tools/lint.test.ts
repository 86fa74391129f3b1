import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A row of ARCHITECTURE.md's table of floors: the folder below `src`, and what it may import besides itself. */
interface Floor {
  folder: string;
  pure: boolean;
  mayImport: string[];
}

/** Reads the table; "the pure floors" stands for all rows whose description ends with "Pure". */
function readFloors(): Floor[] {
  const text = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
  const floors = [...text.matchAll(/^\| `src\/([\w/]+)` \| (.*) \| (.*) \|$/gm)].map(([, folder = '', what = '', named = '']) => ({
    folder,
    pure: /Pure$/.test(what),
    mayImport: named === 'nothing of ours' ? [] : (named.split(';')[0] ?? '').split(', '),
  }));
  const pure = floors.filter((floor) => floor.pure).map(({ folder }) => folder);
  const spelledOut = (name: string) => (name === 'the pure floors' ? pure : [name]);
  return floors.map((floor) => ({ ...floor, mayImport: floor.mayImport.flatMap(spelledOut) }));
}

const floors = readFloors();
const targets = [...floors.map(({ folder }) => folder), 'worker/protocol', 'no-such-floor'];

/** Whether the table lets `folder` import from `target`. */
function isNamed({ folder, mayImport }: Floor, target: string): boolean {
  const own = target === folder || (target.startsWith(`${folder}/`) && folder !== 'features');
  return (own && folder !== 'features') || mayImport.some((name) => target === name || target.startsWith(`${name}/`));
}

interface Finding {
  rule: string;
  file: string;
  line: number;
}

/** What Biome says, under the project's own rules, of a project that has these files. */
async function lint(files: Record<string, string>): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    write('biome.json', JSON.stringify({ ...config, vcs: { enabled: false } }));
    cpSync(join(ROOT, 'scripts/post-message.grit'), join(folder, 'scripts/post-message.grit'), { recursive: true });
    for (const [path, text] of Object.entries(files)) write(path, text);
    return findingsIn(await biome(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const biome = (folder: string) =>
  new Promise<string>((resolve) => {
    const args = [join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
    // Findings make it end with status 1, so only its words count.
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }, (_, stdout) => resolve(stdout));
  });

function findingsIn(report: string): Finding[] {
  const { diagnostics } = JSON.parse(report) as {
    diagnostics: { category: string; location: { path: string; start: { line: number } } }[];
  };
  return diagnostics.map(({ category, location }) => ({ rule: category, file: location.path, line: location.start.line }));
}

describe('the lint rules', () => {
  let found: Finding[];
  beforeAll(async () => {
    const imports = targets.map((target, i) => `export type { T as T${i} } from '@/${target}${target === 'worker/protocol' ? '' : '/x'}';`);
    const outside = [
      "export * from '../x';",
      "export * from '@tensorflow/tfjs-core';",
      'x.postMessage(1);',
      'postMessage(1);',
      "fetch('x');",
    ];
    const file = [...imports, ...outside].join('\n');
    found = await lint({
      ...Object.fromEntries(
        [...floors.map(({ folder }) => folder), 'no-such-floor'].map((folder) => [`src/${folder}/deliberate.ts`, file]),
      ),
      'src/engine/tfjs/deliberate.ts': file,
      'src/worker/main.ts': 'self.postMessage(1);',
      'src/features/one/room/deliberate.ts': "export * from '../sibling';\nexport * from '../../two/x';\nexport * from '@/features/two/x';",
      'experiments/deliberate.ts': "export * from '@/engine/engine';\nexport * from '@/run/types';",
      'bench/deliberate.ts': "export * from '@/app/app';\nexport * from '@/engine/engine';",
    });
  });

  const linesOf = (file: string, rule: string) =>
    found.filter((each) => each.file === file && each.rule.includes(rule)).map(({ line }) => line);
  const fromFirst = targets.length + 1;

  it.each(floors)('let $folder import what its row names, and nothing else', (floor) => {
    const refused = targets.flatMap((target, i) => (isNamed(floor, target) ? [] : [i + 1]));
    const lines = linesOf(`src/${floor.folder}/deliberate.ts`, 'noRestrictedImports').toSorted((a, b) => a - b);
    expect(lines).toEqual([...refused, fromFirst, fromFirst + 1]);
  });

  it('let a folder without a row import nothing of ours', () => {
    expect(linesOf('src/no-such-floor/deliberate.ts', 'noRestrictedImports')).toHaveLength(targets.length + 2);
  });

  it('let only engine/tfjs know TensorFlow.js', () => {
    expect(linesOf('src/engine/tfjs/deliberate.ts', 'noRestrictedImports')).not.toContain(fromFirst + 1);
  });

  it('keep a room inside its feature', () => {
    expect(linesOf('src/features/one/room/deliberate.ts', 'noRestrictedImports').toSorted()).toEqual([2, 3]);
  });

  it('forbid postMessage but to the files that are named for it', () => {
    for (const { folder } of floors) {
      expect(linesOf(`src/${folder}/deliberate.ts`, 'plugin')).toEqual([fromFirst + 2]);
      expect(linesOf(`src/${folder}/deliberate.ts`, 'noRestrictedGlobals')).toContain(fromFirst + 3);
    }
    expect(linesOf('src/worker/main.ts', 'plugin')).toEqual([]);
  });

  it('let only storage fetch', () => {
    for (const { folder } of floors) {
      expect(linesOf(`src/${folder}/deliberate.ts`, 'noRestrictedGlobals').includes(fromFirst + 4)).toBe(folder !== 'storage');
    }
  });

  it('keep the scripts and the benchmark off the rest of the app', () => {
    expect(linesOf('experiments/deliberate.ts', 'noRestrictedImports')).toEqual([1]);
    expect(linesOf('bench/deliberate.ts', 'noRestrictedImports')).toEqual([1]);
  });
});

describe('the folders of src', () => {
  it('each have a row in ARCHITECTURE.md', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(floors.map(({ folder }) => folder)).toEqual(expect.arrayContaining(folders.map(({ name }) => name)));
  });

  it('hold at most 20 files each, so that one can be found by looking', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true, recursive: true }).filter((entry) => entry.isDirectory());
    const counts = folders.map(({ parentPath, name }) => {
      const folder = join(parentPath, name);
      const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
      return { folder: relative(ROOT, folder), files: files.length };
    });
    expect(counts.length).toBeGreaterThan(50);
    expect(counts.filter(({ files }) => files > 20)).toEqual([]);
  });
});

describe('the styles', () => {
  const rules = readdirSync(join(ROOT, 'src'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.css'))
    .flatMap(({ parentPath, name }) => {
      const css = readFileSync(join(parentPath, name), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
      return [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({
        name: `${name}: ${selector.trim()}`,
        body,
      }));
    });

  it('place what scrolls, so that words that only screen readers get do not widen what is around it', () => {
    const scrolling = rules.filter(({ body }) => /overflow(-[xy])?:[^;]*\b(auto|scroll)\b/.test(body));
    expect(scrolling.length).toBeGreaterThan(20);
    expect(scrolling.filter(({ body }) => !/(^|[\s;])position:/.test(body)).map(({ name }) => name)).toEqual([]);
  });
});
