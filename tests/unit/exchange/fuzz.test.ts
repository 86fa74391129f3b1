import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { mutantBytes, mutantJson } from '@tests/support/mutants';
import { sampleRun, withLayers } from '@tests/support/runs';
import { deflateSync, strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { openFiles } from '@/app/actions/open-files';
import { toBase64Url } from '@/exchange/base64url';
import { linkFragment, readLink } from '@/exchange/link';
import { layersModelFile } from '@/exchange/models/layers-model';
import { onnxFile } from '@/exchange/models/onnx';
import { rangeProblems } from '@/exchange/range';
import { writeRunFile } from '@/exchange/run-file/write';
import { taskClassNames } from '@/experiment/data/classes';
import { canonical } from '@/experiment/identity';
import { weightSpecs } from '@/experiment/network/describe';
import { sizeOf } from '@/experiment/network/shape';
import { PUBLISHED } from '@/experiment/presets/published';
import { createRandom, type Random } from '@/experiment/random';
import { parseExperiment } from '@/experiment/schema';
import { slotNames } from '@/experiment/training/optimizers';
import { runProblem } from '@/run/schema';
import { designStore } from '@/stores/design';
import type { StoredRun } from '@/stores/types';

/** Mutants of all kinds together; `npm run fuzz` makes ten thousand. */
const COUNT = Number(process.env.FUZZ ?? 300);
/** Milliseconds of computing in which every one has to be answered. */
const LIMIT = 1000;

const imported = vi.hoisted(() => {
  // The design is read when its store is loaded.
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
  return { runs: [] as unknown[], models: [] as unknown[] };
});
vi.mock('@/stores/lab/lab', () => ({
  lab: {
    store: { getState: () => ({ run: null }) },
    commands: { openRun: () => undefined, keepRuns: () => undefined },
    questions: {
      importRun: async (stored: unknown) => imported.runs.push(stored),
      runs: async () => [],
      runSpace: async () => ({ keep: 20 }),
      importModel: async (...model: unknown[]) => imported.models.push(model) && 'b',
    },
  },
}));

const experiment = withLayers(
  ['conv2d', { filters: 2, strides: 3 }],
  ['globalAveragePooling2d'],
  ['batchNormalization'],
  ['dense', { units: 3 }],
);
const run = sampleRun('a-run', { experiment });
const weights = weightSpecs(experiment).map(({ shape, name }) => {
  const values = Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(i + 1) / 3);
  return name === 'movingVariance' ? values.map(Math.abs) : values;
});
const trainable = weights.filter((_, i) => weightSpecs(experiment)[i]?.trainable);
const state = { weights, slots: slotNames(experiment.training.optimizer).map(() => trainable), updates: 12 };
const model = { experiment, weights, classNames: taskClassNames(experiment.data), input: { offset: 0, factor: 1 / 255 } };

const bytesOf = (written: ReturnType<typeof onnxFile>): Uint8Array => ('bytes' in written ? written.bytes : new Uint8Array());
const RUN_FILE = writeRunFile({ run, checkpoint: { epoch: 1, step: run.history.losses.length, state } });
const LAYERS_MODEL = bytesOf(layersModelFile(model));
const ONNX = bytesOf(onnxFile(model));
const DESIGNS = [experiment, ...PUBLISHED.map(({ experiment: published }) => published)];

/** Files as a browser hands them over. */
const file = (name: string, bytes: Uint8Array) => new File([bytes.slice()], name);

/** A run file whose manifest fits what was done to its parts. */
function resigned(parts: Record<string, Uint8Array>, manifest: (text: string) => string = (text) => text): Uint8Array {
  const { 'manifest.json': _, ...rest } = parts;
  const files = Object.fromEntries(
    Object.entries(rest).map(([name, { length }]) => [name, { bytes: length, sha256: bytesToHex(sha256(rest[name]!)) }]),
  );
  return zipSync({ 'manifest.json': strToU8(manifest(JSON.stringify({ format: 'atelier-run', version: 1, files }))), ...rest });
}

/** The parts of an archive with one of them changed. */
function changedParts(archive: Uint8Array, random: Random): Record<string, Uint8Array> {
  const parts = unzipSync(archive);
  const names = Object.keys(parts);
  const name = names[random.below(names.length)] ?? '';
  const bytes = parts[name] ?? new Uint8Array();
  return { ...parts, [name]: name.endsWith('.json') ? strToU8(mutantJson(strFromU8(bytes), random)) : mutantBytes(bytes, random) };
}

/** Zeros that pack a thousandfold, more than any file of this size can hold. */
const ZEROS = zipSync({ zeros: new Uint8Array(100_000_000), 'model.json': strToU8('{}') }, { level: 1 });
/** The same in an archive that is otherwise one of ours. */
const NESTED = zipSync({ ...unzipSync(RUN_FILE), 'history/losses.f64': new Uint8Array(60_000_000) }, { level: 1 });

function forgedLink(random: Random): string {
  const design = DESIGNS[random.below(DESIGNS.length)] ?? experiment;
  const data = deflateSync(strToU8(mutantJson(canonical(design), random)));
  return `#design=1.${toBase64Url(new Uint8Array([...sha256(data).subarray(0, 6), ...data]))}`;
}

function mutantLink(random: Random): string {
  const fragment = linkFragment(DESIGNS[random.below(DESIGNS.length)] ?? experiment);
  return `#${strFromU8(mutantBytes(strToU8(fragment), random), true)}`;
}

const NAMES = ['model', '../../x', '__proto__', '=cmd()', '\u202egnp', 'CON', '', 'a'.repeat(5000)];
const hostileName = (random: Random) => NAMES[random.below(NAMES.length)] ?? '';

/** One way to make something that cannot be trusted: a link as text, or files. */
type Maker = (random: Random) => string | File[];

const MAKERS: readonly Maker[] = [
  mutantLink,
  forgedLink,
  (random) => [file(`${hostileName(random)}.atelier`, mutantBytes(RUN_FILE, random))],
  (random) => [file('x.atelier', resigned(changedParts(RUN_FILE, random)))],
  (random) => [
    file(
      'x.atelier',
      resigned(unzipSync(RUN_FILE), (text) => mutantJson(text, random)),
    ),
  ],
  (random) => [file(`${hostileName(random)}.zip`, mutantBytes(LAYERS_MODEL, random))],
  (random) => [file('x.zip', zipSync(changedParts(LAYERS_MODEL, random)))],
  (random) => Object.entries(changedParts(LAYERS_MODEL, random)).map(([name, bytes]) => file(name, bytes)),
  (random) => [file(`${hostileName(random)}.onnx`, mutantBytes(ONNX, random))],
];
/** They take the longest, so there is one in a hundred. */
const BOMBS: readonly Maker[] = [() => [file('x.zip', ZEROS)], () => [file('x.atelier', ZEROS)], () => [file('x.atelier', NESTED)]];

const makerFor = (random: Random): Maker => {
  const makers = random.below(100) === 0 ? BOMBS : MAKERS;
  return makers[random.below(makers.length)] as Maker;
};

/** What came of it, in words; the words of what was opened begin with "Opened". */
async function answerTo(given: string | File[]): Promise<string> {
  if (typeof given !== 'string') return openFiles(given);
  const reading = readLink(given);
  if (reading.kind === 'none') return 'Not a link to a design.';
  if (reading.kind === 'refused') return reading.problem.message;
  expect(rangeProblems(reading.experiment)).toEqual([]);
  return 'Opened a design.';
}

/** Whatever was taken has to be as sound as what the page makes itself. */
function expectSound(): void {
  for (const stored of imported.runs as StoredRun[]) {
    expect(runProblem(stored.run)).toBeNull();
    expect(stored.checkpoint?.state.weights.every((values) => values.every(Number.isFinite)) ?? true).toBe(true);
  }
  for (const [opened, given] of imported.models as [unknown, Float32Array[]][]) {
    expect(parseExperiment(opened)).not.toBeNull();
    expect(given.every((values) => values.every(Number.isFinite))).toBe(true);
  }
}

const said = (['error', 'warn', 'log'] as const).map((method) => vi.spyOn(console, method));
const strays: unknown[] = [];
const stray = (error: unknown) => strays.push(error);
process.on('unhandledRejection', stray);
afterAll(() => {
  process.off('unhandledRejection', stray);
});
beforeEach(() => {
  imported.runs.length = 0;
  imported.models.length = 0;
});

it('What is sound is opened', async () => {
  expect(await answerTo(`#${linkFragment(experiment)}`)).toBe('Opened a design.');
  expect(await openFiles([file('x.atelier', RUN_FILE)])).toBe('Opened 1 run.');
  for (const [name, bytes] of [
    ['x.zip', LAYERS_MODEL],
    ['x.onnx', ONNX],
  ] as const) {
    expect(await openFiles([file(name, bytes)])).toMatch(/^Opened x with 4 layers/);
  }
  expectSound();
});

it(`${COUNT} damaged and hostile links, run files and models are each refused within a second, and change nothing`, async () => {
  const random = createRandom(20_260_514);
  const tally = { opened: 0, refused: 0, slowest: 0 };
  for (let i = 0; i < COUNT; i++) {
    const given = makerFor(random)(random);
    const before = JSON.stringify(designStore.getState().experiment);
    const started = process.cpuUsage();
    const answer = await answerTo(given);
    const { user, system } = process.cpuUsage(started);
    tally.slowest = Math.max(tally.slowest, (user + system) / 1000);
    const what =
      typeof given === 'string' ? given.slice(0, 80) : given.map(({ name, size }) => `${name.slice(0, 20)} (${size})`).join(', ');
    expect(answer, `mutant ${i}: ${what}`).toMatch(/\S.*\.$/s);
    expect((user + system) / 1000, `milliseconds for mutant ${i}: ${what}`).toBeLessThan(LIMIT);
    if (imported.runs.length + imported.models.length > 0) {
      expect(answer).toContain('Opened');
      expectSound();
    } else expect(JSON.stringify(designStore.getState().experiment)).toBe(before);
    tally[answer.includes('Opened') ? 'opened' : 'refused']++;
    imported.runs.length = 0;
    imported.models.length = 0;
  }
  for (const method of said) expect(method).not.toHaveBeenCalled();
  expect(strays).toEqual([]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(tally.refused).toBeGreaterThan(0.8 * COUNT);
  if (COUNT > 300) process.stdout.write(`${JSON.stringify(tally)}\n`);
}, 3_600_000);
