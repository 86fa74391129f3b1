import { describe, expect, it } from 'vitest';
import type { PreparedData } from '@/dataset/types';
import type { Engine, EngineId } from '@/engine/engine';
import { defaultExperiment } from '@/experiment/defaults';
import type { EngineChoice } from '@/worker/protocol';
import { type EngineFactories, Engines } from '@/worker/resources/engines';

const data = { train: Uint32Array.from({ length: 200 }, (_, i) => i), augmentation: null } as unknown as PreparedData;
const time = { now: 0 };

interface Trait {
  ms: number;
  hardware?: boolean;
  /** What it says of every network. */
  unsupported?: string[];
  id?: EngineId;
}

/** An engine whose every step takes `ms`. */
function fakeEngine(key: EngineId, { ms, hardware = false, unsupported = [], id = key }: Trait): Engine {
  const network = {
    trainStep: () => {
      time.now += ms;
    },
    readSteps: async () => ({ losses: new Float32Array(), correct: new Float32Array() }),
    dispose: () => undefined,
  };
  const info = { id, label: `engine ${key}`, device: '', reason: `${key} is here`, hardware };
  return { info, unsupported: () => unsupported, compile: async () => network, dispose: () => undefined } as unknown as Engine;
}

function enginesOf(traits: Partial<Record<EngineId, Trait>>, choice: EngineChoice = 'auto') {
  const opened: string[] = [];
  const factories: EngineFactories = Object.fromEntries(
    Object.entries(traits).map(([id, trait]) => [
      id,
      async () => {
        opened.push(id);
        return fakeEngine(id as EngineId, trait);
      },
    ]),
  );
  return { engines: new Engines(factories, choice, () => time.now), opened };
}

const choose = async (engines: Engines, before: EngineId | null = null) => {
  const choice = await engines.forExperiment(defaultExperiment(), data, new AbortController().signal, before);
  return { id: choice.engine.info.id, reason: engines.chosenBackend(choice, '', 100).reason };
};

const RECURRENT = 'LSTM layers run on TensorFlow.js only.';

describe('the engine for a network', () => {
  it('is the fastest of those that can run it, and says against which', async () => {
    const { engines, opened } = enginesOf({ wasm: { ms: 10 }, webgl: { ms: 5, hardware: true }, cpu: { ms: 1 } });
    expect(await choose(engines)).toEqual({
      id: 'webgl',
      reason: 'Fastest for this network on this computer: 20,000 images per second, against 10,000 on engine wasm.',
    });
    // Plain JavaScript is not even started where our own engine can run the network.
    expect(opened).not.toContain('cpu');
  });

  it('is none that cannot run it, and the page is told why', async () => {
    const { engines, opened } = enginesOf({ wasm: { ms: 1, unsupported: [RECURRENT] }, webgl: { ms: 5, hardware: true } });
    const { id, reason } = await choose(engines);
    expect(id).toBe('webgl');
    expect(reason).toBe(`engine wasm cannot run this network: ${RECURRENT} webgl is here`);
    expect(opened).not.toContain('cpu');
  });

  it('without a graphics card is the faster way of TensorFlow.js where our own cannot', async () => {
    const traits = { wasm: { ms: 1, unsupported: [RECURRENT] }, cpu: { ms: 20 } };
    expect(await choose(enginesOf({ ...traits, webgl: { ms: 500 } }).engines)).toMatchObject({ id: 'cpu' });
    expect(await choose(enginesOf({ ...traits, webgl: { ms: 5 } }).engines)).toMatchObject({ id: 'webgl' });
    expect(await choose(enginesOf(traits).engines)).toMatchObject({ id: 'cpu' });
    // Where there is no WebGL at all, its place is taken by the plain one, which is not opened twice.
    const { engines, opened } = enginesOf({ ...traits, webgl: { ms: 9, id: 'cpu' } });
    expect(await choose(engines)).toMatchObject({ id: 'cpu' });
    expect(opened).not.toContain('cpu');
  });

  it('is the one a person chose, whatever its speed, where it can', async () => {
    const traits = { wasm: { ms: 100 }, webgl: { ms: 5, hardware: true } };
    expect(await choose(enginesOf(traits, 'wasm').engines)).toEqual({ id: 'wasm', reason: 'wasm is here' });
    const refused = { ...traits, wasm: { ms: 1, unsupported: [RECURRENT] } };
    const { id, reason } = await choose(enginesOf(refused, 'wasm').engines);
    expect(id).toBe('webgl');
    // Said once, although it was asked twice.
    expect(reason.split(RECURRENT)).toHaveLength(2);
  });

  it('is the one that trained the network before, whatever it is called, where it still serves', async () => {
    const { engines } = enginesOf({ wasm: { ms: 10 }, webgl: { ms: 5, hardware: true } });
    expect((await choose(engines, 'wasm')).id).toBe('wasm');
    expect((await choose(engines, 'cpu')).id).toBe('webgl');
  });

  it('is our own where the chosen graphics card is gone, never plain JavaScript in its name', async () => {
    const { engines } = enginesOf({ wasm: { ms: 100 }, webgl: { ms: 5, id: 'cpu' } }, 'webgl');
    expect((await engines.first()).info.id).toBe('wasm');
    const { id, reason } = await choose(engines, 'webgl');
    expect([id, reason]).toEqual(['wasm', 'webgl is here wasm is here']);
  });

  it('is none where none can, and the error says why', async () => {
    const { engines } = enginesOf({ wasm: { ms: 1, unsupported: [RECURRENT] } });
    await expect(choose(engines)).rejects.toThrow(RECURRENT);
    await expect(engines.holding(defaultExperiment())).rejects.toThrow(RECURRENT);
  });

  it('to be asked only is the first where it can hold it, else one that can', async () => {
    const able = enginesOf({ wasm: { ms: 1 }, webgl: { ms: 1 } });
    expect((await able.engines.holding(defaultExperiment())).info.id).toBe('wasm');
    const unable = enginesOf({ wasm: { ms: 1, unsupported: [RECURRENT] }, webgl: { ms: 1 }, cpu: { ms: 1 } });
    expect((await unable.engines.holding(defaultExperiment())).info.id).toBe('webgl');
  });
});
