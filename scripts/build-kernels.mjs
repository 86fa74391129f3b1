/**
 * Compiles src/engine/wasm/kernels (AssemblyScript) and writes src/engine/wasm/generated/kernels.ts: the modules as base64 (they are small, and
 * inlined they need no request, work offline and under Node) and the table of instructions that the planner writes programs by.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = new URL('../src/engine/wasm/', import.meta.url);
const kernels = fileURLToPath(new URL('kernels/', root));
const generated = fileURLToPath(new URL('generated/', root));

const OPTIONS = [
  ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--enable', 'threads', '--enable', 'bulk-memory'],
  // Declared as shared; where threads are missing the one byte that says so is changed at load.
  ['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536', '--zeroFilledMemory', '--noExportMemory'],
].flat();

/** The module's bytes. */
async function compile(extra) {
  const written = new Map();
  const { error, stderr } = await asc.main(['main.ts', '--outFile', 'kernels.wasm', ...OPTIONS, ...extra, '--baseDir', kernels], {
    writeFile: (name, contents) => written.set(name, contents),
  });
  if (error) throw new Error(`The kernels do not compile: ${error.message}\n${stderr.toString()}`);
  return written.get('kernels.wasm');
}

/** Position of the byte that declares the imported memory's limits: 3 (maximum, shared) may become 1 (maximum) where threads are missing. */
function memoryFlag(bytes) {
  const name = Buffer.from('\x03env\x06memory\x02', 'latin1');
  const place = Buffer.from(bytes).indexOf(name) + name.length;
  if (place < name.length || bytes[place] !== 3) throw new Error('The compiled kernels do not import a shared memory as env.memory.');
  return place;
}

/** Reads the operations' numbers (operations.ts), and each kind's operands with their types, in order (instructions/). */
function readInstructions() {
  const withoutComments = (file) => readFileSync(new URL(`kernels/${file}`, root), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  const operations = withoutComments('operations.ts');
  const families = readdirSync(new URL('kernels/instructions/', root)).sort();
  const instructions = families.map((file) => withoutComments(`instructions/${file}`)).join('\n');
  const names = operations
    .match(/enum Op \{([^}]*)\}/)[1]
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const operands = {};
  for (const [, name, body] of instructions.matchAll(/export class (\w+) \{([^}]*)\}/g)) {
    const fields = [...body.matchAll(/(\w+): (usize|i32|u32|f32);/g)];
    operands[name] = Object.fromEntries(fields.map(([, operand, type]) => [operand, type === 'f32' ? 'float' : 'integer']));
  }
  return { names, operands };
}

/** Constants that the planner must know, from the kernels' own files. */
function readConstants(file, pattern) {
  const source = readFileSync(new URL(`kernels/${file}`, root), 'utf8');
  return Object.fromEntries(
    [...source.matchAll(/export const (\w+): i32 = (\d+);/g)]
      .filter(([, name]) => pattern.test(name))
      .map(([, name, value]) => [name, Number(value)]),
  );
}

const simd = await compile([]);
const relaxed = await compile(['--enable', 'relaxed-simd']);
const { names, operands } = readInstructions();
const constants = {
  ...readConstants('crew.ts', /./),
  ...readConstants('multiply.ts', /^SPLIT_/),
  ...readConstants('pack-left.ts', /^LEFT_/),
  ...readConstants('pack-right.ts', /^RIGHT_/),
  ...readConstants('activations.ts', /./),
};
const base64 = (bytes) => Buffer.from(bytes).toString('base64');

mkdirSync(generated, { recursive: true });
writeFileSync(
  `${generated}kernels.ts`,
  `// Written by scripts/build-kernels.mjs from src/engine/wasm/kernels. Do not edit.
/** Numbers of the operations. */
export const OPERATIONS = ${JSON.stringify(Object.fromEntries(names.map((name, index) => [name, index])), null, 2)} as const;
/** Operands of each kind of instruction, in order. */
export const OPERANDS = ${JSON.stringify(operands, null, 2)} as const;
/** The kernels' own constants. */
export const KERNEL = ${JSON.stringify(constants, null, 2)} as const;
/** Where a module declares its memory as shared. */
export const MEMORY_FLAG = ${JSON.stringify({ simd: memoryFlag(simd), relaxed: memoryFlag(relaxed) })} as const;
/** The modules: 128-bit SIMD, and the same with relaxed SIMD's fused multiply-add. */
export const MODULES = {
  simd: '${base64(simd)}',
  relaxed: '${base64(relaxed)}',
} as const;
`,
);
console.warn(`kernels: ${simd.length} bytes (SIMD), ${relaxed.length} bytes (relaxed SIMD)`);
