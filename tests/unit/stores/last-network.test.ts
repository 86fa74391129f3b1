import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import type { Experiment } from '@/experiment/experiment';
import { stack } from '@/experiment/presets/stack';

/** localStorage as a page has it, which outlives a reload. */
function storageOf(kept: Map<string, string>) {
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
  };
}

const OWN = stack(['flatten'], ['dense', { units: 7 }]);
const classical: Experiment['model'] = { kind: 'classical', classical: CLASSICAL_MODELS.randomForest.defaults };
let kept: Map<string, string>;

/** The stores as a reload finds them. */
async function reloaded() {
  vi.resetModules();
  return import('@/stores/design');
}

beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', storageOf(kept));
});

afterEach(() => vi.unstubAllGlobals());

async function chooseClassical() {
  const design = await reloaded();
  design.editDesign('stack', (experiment) => ({ ...experiment, model: { kind: 'network', layers: OWN } }));
  design.editDesign('preset', (experiment) => ({ ...experiment, model: classical }));
  return design;
}

test('a network that a classical model took the place of comes back', async () => {
  const { backToNetwork, designStore } = await chooseClassical();
  backToNetwork();
  expect(designStore.getState().experiment.model).toEqual({ kind: 'network', layers: OWN });
});

test('it comes back after a reload, and the change can be undone', async () => {
  await chooseClassical();
  const { backToNetwork, designStore, undo } = await reloaded();
  expect(designStore.getState().experiment.model).toEqual(classical);
  backToNetwork();
  expect(designStore.getState().experiment.model).toEqual({ kind: 'network', layers: OWN });
  undo();
  expect(designStore.getState().experiment.model).toEqual(classical);
});

test('undo brings the network back as well', async () => {
  const { designStore, undo } = await chooseClassical();
  undo();
  expect(designStore.getState().experiment.model).toEqual({ kind: 'network', layers: OWN });
});

test('what cannot be read as a network gives way to the default one', async () => {
  for (const text of ['{', '{"kind":"network"}', '{"kind":"classical"}', '[]']) {
    kept.clear();
    await chooseClassical();
    kept.set('atelier.network', text);
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { backToNetwork, designStore } = await reloaded();
    backToNetwork();
    expect(designStore.getState().experiment.model).toMatchObject({ kind: 'network', layers: [{ kind: 'flatten' }, { units: 128 }] });
    warn.mockRestore();
  }
});

test('a half-typed depth does not become "no limit" after a reload', async () => {
  const { editDesign } = await chooseClassical();
  const depth = (maxDepth: number | null) => (experiment: Experiment) => ({
    ...experiment,
    model: { kind: 'classical' as const, classical: { ...CLASSICAL_MODELS.randomForest.defaults, maxDepth } },
  });
  editDesign('depth', depth(7));
  editDesign('depth', depth(Number.NaN));
  expect((await reloaded()).designStore.getState().experiment.model).toMatchObject({ classical: { maxDepth: 7 } });
  editDesign('depth', depth(null));
  expect((await reloaded()).designStore.getState().experiment.model).toMatchObject({ classical: { maxDepth: null } });
});

test('a network of a newer version is not written over', async () => {
  const newer = JSON.stringify({ kind: 'network', layers: [{ id: 'a', kind: 'attention', heads: 8 }] });
  kept.set('atelier.network', newer);
  await chooseClassical();
  expect(kept.get('atelier.network')).toBe(newer);
  const { backToNetwork, designStore } = await reloaded();
  backToNetwork();
  expect(designStore.getState().experiment.model).toEqual({ kind: 'network', layers: OWN });
});
