import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import { EXPERIMENT_VERSION } from '@/experiment/experiment';

let kept: Map<string, string>;

beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The stores as a reload finds them. */
async function reloaded() {
  vi.resetModules();
  const { designStore, editDesign } = await import('@/stores/design');
  const { foreignDesignStore, replaceForeignDesign } = await import('@/stores/saved-design');
  const name = (text: string) => editDesign('name', (design) => ({ ...design, name: text }));
  return { designStore, foreignDesignStore, replaceForeignDesign, name };
}

describe('a saved design of a newer version', () => {
  const newer = { ...defaultExperiment(), version: EXPERIMENT_VERSION + 1, name: 'from tomorrow', model: { kind: 'transformer' } };

  it('is told and never written over; edits are kept beside it', async () => {
    kept.set('atelier.design', JSON.stringify(newer));
    const first = await reloaded();
    expect(first.foreignDesignStore.getState().design).toEqual({ value: newer, newer: true });
    expect(first.designStore.getState().experiment).toEqual(defaultExperiment());
    first.name('of today');
    expect(JSON.parse(kept.get('atelier.design') ?? '')).toEqual(newer);
    const second = await reloaded();
    expect(second.designStore.getState().experiment.name).toBe('of today');
    expect(second.foreignDesignStore.getState().design?.value).toEqual(newer);
  });

  it('gives way where that is asked for', async () => {
    kept.set('atelier.design', JSON.stringify(newer));
    const { designStore, foreignDesignStore, replaceForeignDesign, name } = await reloaded();
    name('of today');
    replaceForeignDesign(designStore.getState().experiment);
    expect(foreignDesignStore.getState().design).toBeNull();
    expect((await reloaded()).designStore.getState().experiment.name).toBe('of today');
    expect([...kept.keys()]).toEqual(['atelier.design']);
  });
});

it('a design that was cut short is kept as the text that it is', async () => {
  const text = JSON.stringify(defaultExperiment()).slice(0, 100);
  kept.set('atelier.design', text);
  const { foreignDesignStore, name } = await reloaded();
  expect(foreignDesignStore.getState().design).toEqual({ value: text, newer: false });
  name('new');
  expect(kept.get('atelier.design')).toBe(text);
});

it('a damaged design is kept likewise', async () => {
  kept.set('atelier.design', JSON.stringify({ version: EXPERIMENT_VERSION, name: 7 }));
  const { foreignDesignStore, name } = await reloaded();
  expect(foreignDesignStore.getState().design).toMatchObject({ newer: false });
  name('new');
  expect(JSON.parse(kept.get('atelier.design') ?? '')).toMatchObject({ name: 7 });
});
