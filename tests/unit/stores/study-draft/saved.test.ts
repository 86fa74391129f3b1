import { beforeEach, expect, it, vi } from 'vitest';
import type { Parameter } from '@/study/space/search-space';

const RATE: Parameter = { address: 'training.learningRate', domain: { kind: 'range', min: 1e-4, max: 0.1, step: null, log: true } };

/** The page's own modules, as a reload of the tab finds them: new, beside a storage that was there before. */
async function reloaded() {
  vi.resetModules();
  const { keepStudyDraft } = await import('@/stores/study-draft/saved');
  const { studyDraftStore } = await import('@/stores/study-draft/draft');
  return { keepStudyDraft, studyDraftStore };
}

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
    removeItem: (key: string) => kept.delete(key),
  });
});

it('sets up after a reload what was set up before, what was half typed as well', async () => {
  const before = await reloaded();
  before.keepStudyDraft();
  before.studyDraftStore.setState({
    method: { kind: 'hyperband', minEpochs: Number.NaN, factor: 3 },
    parameters: [RATE],
    budget: Number.NaN,
  });
  const after = await reloaded();
  after.keepStudyDraft();
  expect(after.studyDraftStore.getState()).toMatchObject({
    parameters: [RATE],
    method: { kind: 'hyperband', minEpochs: Number.NaN, factor: 3 },
    budget: Number.NaN,
    seed: 1,
  });
});

it('leaves a comparison that was just set up elsewhere as it is, and whatever is no such thing', async () => {
  const before = await reloaded();
  before.keepStudyDraft();
  before.studyDraftStore.setState({ parameters: [RATE] });
  const after = await reloaded();
  after.studyDraftStore.setState({ asked: 1 });
  after.keepStudyDraft();
  expect(after.studyDraftStore.getState().parameters).toEqual([]);
  sessionStorage.setItem('atelier.study-draft', JSON.stringify({ parameters: [1], method: { kind: 'magic' } }));
  const third = await reloaded();
  third.keepStudyDraft();
  expect(third.studyDraftStore.getState().method).toEqual({ kind: 'repeat' });
});
