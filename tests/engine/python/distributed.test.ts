import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODE_SOURCE, OPTION_CASES, PRESET_CASES } from '@tests/support/code-cases';
import { pythonWith } from '@tests/support/python';
import { tinyDataset } from '@tests/support/tiny-dataset';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateCode } from '@/codegen/generate';
import type { Experiment } from '@/experiment/experiment';
import { smallExperiment } from './app-side';

const folder = mkdtempSync(join(tmpdir(), 'atelier-distributed-'));
const python = pythonWith('torch', 'numpy', 'torch.distributed');
if (!python)
  console.warn('No Python with PyTorch here: exported programs are not run on several processes (apt-get install python3-torch).');

/** 54 training images in batches of 4: one process gets nothing of an epoch's last batch where there are three. */
const PROCESSES = 3;
const NAMES = ['one-hidden-layer', 'small-cnn', 'odd windows', 'depthwise and separable', 'recurrent', 'pair with warm-up'];
const CASES = [...PRESET_CASES, ...OPTION_CASES].filter(({ name }) => NAMES.includes(name)).map(shortened);

function shortened(experiment: Experiment): Experiment {
  const small = smallExperiment(experiment);
  return { ...small, training: { ...small.training, epochs: 2, batchSize: 4 } };
}

/** Starts the programs as torchrun does, by the environment; Debian's torchrun fails under its Python 3.11. Gives what they print. */
function start(rank: number, world: number): Promise<string> {
  const env = { RANK: `${rank}`, LOCAL_RANK: `${rank}`, WORLD_SIZE: `${world}`, MASTER_ADDR: '127.0.0.1', OMP_NUM_THREADS: '1' };
  return new Promise((resolve, reject) => {
    const child = spawn(python ?? '', [join(import.meta.dirname, 'check-distributed.py'), join(folder, 'cases.json')], {
      env: { ...process.env, ...env },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    child.on('close', (status) => (status === 0 ? resolve(said) : reject(new Error(`process ${rank} of ${world}:\n${said}`))));
  });
}

/** A port of this computer that nobody uses. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const printed: { one: string; several: string[] } = { one: '', several: [] };

beforeAll(async () => {
  if (!python) return;
  mkdirSync(join(folder, 'data'));
  for (const [name, bytes] of tinyDataset({ train: 60, test: 20 }).packed) writeFileSync(join(folder, 'data', name), bytes);
  const cases: object[] = [];
  for (const [i, experiment] of CASES.entries()) {
    const code = generateCode(experiment, 'pytorch', CODE_SOURCE);
    if (!('text' in code)) throw new Error(code.refused.join(' '));
    const script = join(folder, `case${i}.py`);
    writeFileSync(script, code.text);
    const shared = { script, data: join(folder, 'data') };
    cases.push({ ...shared, port: await freePort(), save: join(folder, `case${i}`), options: [] });
    if (i === 0) cases.push({ ...shared, port: await freePort(), save: join(folder, 'steps'), options: ['--steps', '20'] });
  }
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases));
  printed.several = await Promise.all(Array.from({ length: PROCESSES }, (_, rank) => start(rank, PROCESSES)));
  printed.one = await start(0, 1);
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All weights that a process has after training, array after array. */
function weightsOf(index: number, rank: number, world: number): Float32Array {
  const files = unzipSync(readFileSync(join(folder, `case${index}-of-${world}-${rank}.npz`)));
  const arrays = Object.keys(files)
    .sort()
    .map((name) => values(files[name] ?? new Uint8Array()));
  return Float32Array.from(arrays.flatMap((array) => [...array]));
}

/** The numbers of an .npy file of version 1: behind ten bytes and a header whose length is in the last two of them. */
function values(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return new Float32Array(bytes.slice(10 + view.getUint16(8, true)).buffer);
}

const largestGap = (a: Float32Array, b: Float32Array): number =>
  a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] ?? Number.NaN))), 0);

const numbersIn = (text: string, line: RegExp): number[] =>
  text
    .split('\n')
    .filter((each) => line.test(each))
    .flatMap((each) => each.match(/\d+\.\d+/g) ?? [])
    .map(Number);

it('has a case for every name', () => expect(CASES).toHaveLength(NAMES.length));

describe.skipIf(!python)('a PyTorch program on several processes', () => {
  it.each(CASES.map(({ name }, i) => [name, i] as const))(
    '%s ends with the weights of one process that takes whole batches',
    (_name, i) => {
      const one = weightsOf(i, 0, 1);
      expect(one.length).toBeGreaterThan(0);
      for (let rank = 0; rank < PROCESSES; rank++) {
        const several = weightsOf(i, rank, PROCESSES);
        expect(several).toHaveLength(one.length);
        expect(largestGap(one, several)).toBeLessThan(1e-4);
      }
    },
  );

  it('says the losses and scores of all processes together, once', () => {
    const [first = '', ...others] = printed.several;
    for (const [line, least] of [
      [/^Step/, 20],
      [/^Epoch/, 2 * CASES.length],
      [/^Test/, CASES.length],
    ] as const) {
      const wanted = numbersIn(printed.one, line);
      const found = numbersIn(first, line);
      expect(wanted.length).toBeGreaterThanOrEqual(least);
      expect(found).toHaveLength(wanted.length);
      for (const [i, number] of wanted.entries()) expect(Math.abs(number - (found[i] ?? Number.NaN))).toBeLessThan(2e-3);
      for (const other of others) expect(numbersIn(other, line)).toEqual([]);
    }
  });
});
