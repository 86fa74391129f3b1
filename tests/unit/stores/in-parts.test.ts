import { describe, expect, it, vi } from 'vitest';
import { inParts } from '@/stores/lab/in-parts';
import type { TrainingAnswers } from '@/worker/protocol';

const TOTAL = 4500;

/** A model that answers of image k that it is of class k % 2, at the given step. */
const answering = (stepAt: (from: number) => number) =>
  vi.fn(async (from: number, count: number): Promise<TrainingAnswers> => {
    const indices = Uint32Array.from({ length: Math.min(count, TOTAL - from) }, (_, k) => from + k);
    return {
      epoch: 1,
      step: stepAt(from),
      total: TOTAL,
      trainCount: TOTAL,
      indices,
      targets: Uint8Array.from(indices, (index) => index % 2),
      probabilities: Float32Array.from([...indices].flatMap((index) => (index % 2 ? [0, 1] : [1, 0]))),
      classNames: ['even', 'odd'],
    };
  });

describe('answers in parts', () => {
  it('are joined in order, and say how far they are', async () => {
    const ask = answering(() => 7);
    const seen: number[] = [];
    const all = await inParts(ask, (done, total) => seen.push(done / total), new AbortController().signal);
    expect(all.indices).toEqual(Uint32Array.from({ length: TOTAL }, (_, k) => k));
    expect(all.targets).toEqual(Uint8Array.from({ length: TOTAL }, (_, k) => k % 2));
    expect(all.probabilities).toHaveLength(2 * TOTAL);
    expect([...all.probabilities.slice(-4)]).toEqual([1, 0, 0, 1]);
    expect(all).toMatchObject({ step: 7, classNames: ['even', 'odd'] });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });

  it('end when nobody waits for them, and are refused where the model learned on', async () => {
    const controller = new AbortController();
    const ask = answering(() => 7);
    await expect(inParts(ask, () => controller.abort(), controller.signal)).rejects.toThrow();
    expect(ask).toHaveBeenCalledOnce();
    const learning = answering((from) => (from === 0 ? 7 : 8));
    await expect(inParts(learning, () => {}, new AbortController().signal)).rejects.toThrow('The model learned on in between');
  });
});
