import { layer } from '@tests/engine/support/networks';
import { readDrawings } from '@tests/support/drawings/files';
import { describe, expect, it, vi } from 'vitest';
import type { Network } from '@/engine/engine';
import { createWasmEngine } from '@/engine/wasm';
import type { Experiment } from '@/experiment/experiment';
import { PretrainedNetwork } from '@/worker/model/pretrained-network';
import type { DrawingAnswer, Message } from '@/worker/protocol';
import type { Engines } from '@/worker/resources/engines';
import { stockedStorage, TestLaboratory, tiny, tinyExperiment } from '../laboratory-fixture';

const garment = new Uint8Array(tiny.inflated.get('train-images-idx3-ubyte.gz') ?? []).slice(16, 16 + 784);
/** Nothing like a garment: single bright dots all over. */
const dots = Uint8Array.from({ length: 784 }, (_, i) => (i % 3 === 0 && Math.floor(i / 28) % 3 === 0 ? 255 : 0));

let requests = 100;

async function name(laboratory: TestLaboratory, pixels: Uint8Array): Promise<DrawingAnswer> {
  const request = requests++;
  await laboratory.send({ type: 'nameDrawing', pixels, request });
  const reply = laboratory.messages.find((message: Message) => 'request' in message && message.request === request);
  if (reply?.type !== 'answer') throw new Error('no answer');
  return reply.answer as DrawingAnswer;
}

/** The answer once its familiarity has been measured, which the worker tells of. */
async function nameFully(laboratory: TestLaboratory, pixels: Uint8Array): Promise<DrawingAnswer> {
  const told = () => laboratory.messages.filter(({ type }) => type === 'network').length;
  for (;;) {
    const before = told();
    const answer = await name(laboratory, pixels);
    if (answer.familiar !== null) return answer;
    while (told() === before) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function trained(experiment: Experiment): Promise<TestLaboratory> {
  const laboratory = new TestLaboratory({ storage: await stockedStorage() });
  await laboratory.open();
  await laboratory.train('a', experiment);
  await laboratory.untilStatus('finished');
  return laboratory;
}

describe('naming a drawing', () => {
  it('answers at once, and says how familiar it is once that was measured', async () => {
    const laboratory = await trained({
      ...tinyExperiment({ epochs: 2 }),
      model: { kind: 'network', layers: [layer('flatten'), layer('dense', { units: 16 })] },
    });
    expect((await name(laboratory, garment)).familiar).toBeNull();
    const answer = await nameFully(laboratory, garment);
    expect(answer).toMatchObject({ familiar: true, pretrained: false });
    expect(answer.probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    const strange = await name(laboratory, dots);
    expect(strange.familiar).toBe(false);
    expect(strange.familiarity!.score).toBeLessThan(answer.familiarity!.score);
    expect(await name(laboratory, dots)).toEqual(strange);
  });

  it('measures anew once the network was trained on', async () => {
    const laboratory = await trained({
      ...tinyExperiment({ epochs: 1 }),
      model: { kind: 'network', layers: [layer('flatten'), layer('dense', { units: 16 })] },
    });
    const before = await nameFully(laboratory, garment);
    await laboratory.send({ type: 'continue', runId: 'a', epochs: 3, recovered: null });
    await laboratory.untilStatus('finished');
    const after = await nameFully(laboratory, garment);
    expect(after.familiarity!.score).not.toBe(before.familiarity!.score);
  });
});

describe('before anything was trained', () => {
  it('the network that comes with the page names drawings, until another is trained and once that is discarded', async () => {
    const laboratory = new TestLaboratory({ storage: await stockedStorage() });
    await laboratory.open();
    const boot = readDrawings('development').find(({ name: file }) => file === 'ankle-boot/outline')?.pixels ?? new Uint8Array(784);
    const before = await name(laboratory, boot);
    expect(before).toMatchObject({ pretrained: true, familiar: null });
    expect(before.classNames[before.probabilities.indexOf(Math.max(...before.probabilities))]).toBe('Ankle boot');
    await laboratory.train('a', tinyExperiment({ epochs: 1 }));
    await laboratory.untilStatus('finished');
    expect((await name(laboratory, boot)).pretrained).toBe(false);
    await laboratory.send({ type: 'resetWeights' });
    expect(await name(laboratory, boot)).toEqual(before);
  });
});

describe('the network that comes with the page', () => {
  it('is compiled once, disposed of when it is released, and compiled anew when it is asked again', async () => {
    const engine = await createWasmEngine({ threads: 1 });
    const networks: Network[] = [];
    const compile = engine.compile.bind(engine);
    engine.compile = async (experiment, data) => {
      const network = await compile(experiment, data);
      vi.spyOn(network, 'dispose');
      networks.push(network);
      return network;
    };
    const engines = { holding: async () => engine } as unknown as Engines;
    const pretrained = new PretrainedNetwork({ engines });
    await Promise.all([pretrained.nameDrawing(dots), pretrained.nameDrawing(garment)]);
    expect(networks).toHaveLength(1);
    pretrained.release();
    await pretrained.nameDrawing(dots);
    expect(networks.map(({ dispose }) => vi.mocked(dispose).mock.calls.length)).toEqual([1, 0]);
    pretrained.release();
    await Promise.resolve();
    expect(vi.mocked(networks[1]!.dispose)).toHaveBeenCalledTimes(1);
    engine.dispose();
  });
});
