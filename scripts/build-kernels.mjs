/**
 * Compiles src/engine/wasm/kernels (AssemblyScript). Numbers the operations that it finds there, and writes both sides' tables of them: the
 * kernels' dispatch (kernels/generated/dispatch.ts) and what the planner writes programs by (generated/kernels.ts), which also holds the modules
 * as base64: they are small, and inlined they need no request, work offline and under Node.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/** Every source file of the kernels, by its path, without comments. */
const sources = Object.fromEntries(
  readdirSync(kernels, { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('generated'))
    .sort()
    .map((file) => [file, readFileSync(`${kernels}${file}`, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')]),
);

/** Each class of operands (instructions/): its operands with their types, in order. */
function readOperands() {
  const instructions = Object.keys(sources).filter((file) => file.startsWith('instructions/'));
  const operands = {};
  for (const [, name, body] of instructions.flatMap((file) => [...sources[file].matchAll(/export class (\w+) \{([^}]*)\}/g)])) {
    const fields = [...body.matchAll(/(\w+): (usize|i32|u32|f32);/g)];
    operands[name] = Object.fromEntries(fields.map(([, operand, type]) => [operand, type === 'f32' ? 'float' : 'integer']));
  }
  return operands;
}

/** The operations: exported functions of one parameter, a class of operands. Their numbers are their places. */
function readOperations(operands) {
  return Object.entries(sources).flatMap(([file, source]) =>
    [...source.matchAll(/export function (\w+)\(\w+: (\w+)\): void/g)]
      .filter(([, , type]) => type in operands)
      .map(([, name, type]) => ({ name: name[0].toUpperCase() + name.slice(1), run: name, type, file: file.slice(0, -3) })),
  );
}

/** Constants of whole numbers that the kernels export, from all of their files. */
function readConstants() {
  const constants = {};
  for (const [, name, value] of Object.values(sources).flatMap((source) => [...source.matchAll(/export const (\w+): i32 = (\d+);/g)])) {
    if (name in constants) throw new Error(`Two constants of the kernels are called ${name}.`);
    constants[name] = Number(value);
  }
  return constants;
}

/** The kernels' dispatch: from an operation's number to its function. */
function dispatchOf(operations) {
  const types = [...new Set(operations.map(({ type }) => type))].sort();
  return `// Written by scripts/build-kernels.mjs. Do not edit.
import { ${types.join(', ')} } from '../instructions';
${operations.map(({ run, file }) => `import { ${run} } from '../${file}';`).join('\n')}

/** Performs the operation of that number. */
export function perform(operation: i32, operands: usize): void {
  switch (operation) {
${operations.map(({ run, type }, number) => `    case ${number}: return ${run}(changetype<${type}>(operands));`).join('\n')}
    default: unreachable();
  }
}
`;
}

/** What the outputs follow from: the sources, this script and the compiler. */
function inputsHash() {
  const hash = createHash('sha256');
  const files = readdirSync(kernels, { recursive: true }).filter((file) => file.endsWith('.ts') && !file.startsWith('generated'));
  for (const file of files.sort()) hash.update(file).update(readFileSync(`${kernels}${file}`));
  hash.update(readFileSync(fileURLToPath(import.meta.url)));
  return hash.update(asc.version).digest('hex');
}

// Compiling takes seconds, and every build, test and type check asks for it: nothing is done where nothing has changed.
const stamp = `${generated}inputs.sha256`;
const inputs = inputsHash();
const outputs = [stamp, `${generated}kernels.ts`, `${kernels}generated/dispatch.ts`];
if (outputs.every((file) => existsSync(file)) && readFileSync(stamp, 'utf8') === inputs) process.exit(0);

const operands = readOperands();
const operations = readOperations(operands);
mkdirSync(`${kernels}generated`, { recursive: true });
writeFileSync(`${kernels}generated/dispatch.ts`, dispatchOf(operations));
const simd = await compile([]);
const relaxed = await compile(['--enable', 'relaxed-simd']);
const base64 = (bytes) => Buffer.from(bytes).toString('base64');

mkdirSync(generated, { recursive: true });
writeFileSync(
  `${generated}kernels.ts`,
  `// Written by scripts/build-kernels.mjs from src/engine/wasm/kernels. Do not edit.
/** The operations: their numbers, and the class of their operands. */
export const OPERATIONS = ${JSON.stringify(Object.fromEntries(operations.map(({ name, type }, number) => [name, { number, operands: type }])), null, 2)} as const;
/** The operands of each class, in order. */
export const OPERANDS = ${JSON.stringify(operands, null, 2)} as const;
/** The kernels' own constants. */
export const KERNEL = ${JSON.stringify(readConstants(), null, 2)} as const;
/** Where a module declares its memory as shared. */
export const MEMORY_FLAG = ${JSON.stringify({ simd: memoryFlag(simd), relaxed: memoryFlag(relaxed) })} as const;
/** The modules: 128-bit SIMD, and the same with relaxed SIMD's fused multiply-add. */
export const MODULES = {
  simd: '${base64(simd)}',
  relaxed: '${base64(relaxed)}',
} as const;
`,
);
writeFileSync(stamp, inputs);
console.warn(`kernels: ${simd.length} bytes (SIMD), ${relaxed.length} bytes (relaxed SIMD)`);
