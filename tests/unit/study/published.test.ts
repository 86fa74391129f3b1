import { describe, expect, it } from 'vitest';
import { layersOf } from '@/experiment/experiment';
import { createRandom } from '@/experiment/random';
import { searchSpaceSummary } from '@/study/keras-summary';
import { experimentOf, spaceOf } from '@/study/next';
import { studyProblem } from '@/study/plan';
import { PUBLISHED_SEARCHES, searchOf } from '@/study/published';
import { impossible } from '@/study/space/experiment-space';
import { drawValues, spaceSize } from '@/study/space/search-space';
import type { Study } from '@/study/study';
import { valuesWords } from '@/study/words';

describe.each(PUBLISHED_SEARCHES)('the published search $id', (search) => {
  const study: Study = { id: 'a', name: 'a', createdAt: 0, ...search.study };
  const space = spaceOf(study);

  it('can be started, and none of its networks is impossible', () => {
    expect(studyProblem(study)).toBeNull();
    expect(searchOf(study)).toBe(search);
    const random = createRandom(1);
    for (let k = 0; k < 30; k++)
      expect(impossible(experimentOf(study, { values: drawValues(space, random), seed: 1, epochs: null }, space))).toBeNull();
  });
});

describe('the spaces of report B', () => {
  const [mlp, cnn] = PUBLISHED_SEARCHES.map((search): Study => ({ id: 'a', name: 'a', createdAt: 0, ...search.study }));

  it('have the sizes that the report prints', () => {
    // A layer has 16 units times 4 dropouts; 2 to 5 layers; 3 learning rates.
    expect(spaceSize(spaceOf(mlp as Study))).toBe(3 * (64 ** 2 + 64 ** 3 + 64 ** 4 + 64 ** 5));
    expect(spaceSize(spaceOf(cnn as Study))).toBe(2 ** 6 * 5 ** 3 * 13 * 2);
    expect(searchSpaceSummary(spaceOf(cnn as Study))).toMatch(/^Search space summary\nDefault search space size: 11\n/);
  });

  it('have the winner of the MLP search in them', () => {
    const units = [448, 32, 32, 32];
    const { parameters } = spaceOf(mlp as Study);
    const values = Object.fromEntries(
      parameters.map(({ address }) => {
        const dense = parameters.filter((one) => one.address.endsWith('.units')).findIndex((one) => one.address === address);
        if (dense >= 0) return [address, units[dense] ?? 32];
        if (address.endsWith('.rate')) return [address, address === 'layer.l3.rate' ? 0.3 : 0];
        return [address, address.startsWith('blocks') ? 4 : 1e-4];
      }),
    );
    const winner = experimentOf(mlp as Study, { values, seed: 1, epochs: null });
    expect(layersOf(winner).flatMap((layer) => (layer.kind === 'dense' ? [layer.units] : []))).toEqual(units);
    expect(winner.training.learningRate).toBe(1e-4);
    expect(valuesWords((mlp as Study).base, parameters, values)).toMatch(
      /^Number of blocks 4, Dense \(layer 2\): units 448, .*Learning rate 0\.0001$/,
    );
  });
});
