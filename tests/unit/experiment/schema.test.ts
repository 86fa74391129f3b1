import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import { createLayer, LAYER_KINDS } from '@/experiment/network/kinds';
import { matchingPreset, PRESETS } from '@/experiment/presets/starters';
import { parseExperiment } from '@/experiment/schema';
import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';
import { settingIssues } from '@/experiment/training/settings';

const throughJson = (value: unknown) => parseExperiment(JSON.parse(JSON.stringify(value)));

describe('parseExperiment', () => {
  it('reads back what was written: every preset, every kind of layer, every optimizer', () => {
    const base = defaultExperiment();
    for (const preset of PRESETS)
      expect(throughJson({ ...base, model: { kind: 'network', layers: preset.layers } })?.model.layers).toEqual(preset.layers);
    const layers = LAYER_KINDS.map((kind, i) => createLayer(kind, `l${i}`));
    expect(throughJson({ ...base, model: { kind: 'network', layers } })?.model.layers).toEqual(layers);
    for (const name of OPTIMIZER_NAMES) {
      const training = { ...base.training, optimizer: OPTIMIZERS[name].defaults };
      expect(throughJson({ ...base, training })).toEqual({ ...base, training });
    }
  });

  it('keeps a number that nobody could read, so that the page can explain it', () => {
    const base = defaultExperiment();
    const read = throughJson({ ...base, training: { ...base.training, epochs: Number.NaN } });
    expect(read?.training.epochs).toBeNaN();
    expect(read && settingIssues(read).map((issue) => issue.field)).toEqual(['epochs']);
  });

  it('refuses what is no Experiment, whatever it is, and never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => parseExperiment(value) === null));
    const base = defaultExperiment();
    expect(throughJson({ ...base, version: 2 })).toBeNull();
    expect(throughJson({ ...base, model: { kind: 'network', layers: [{ kind: 'quantum', id: 'l1' }] } })).toBeNull();
    const twice = [createLayer('flatten', 'l1'), createLayer('dense', 'l1')];
    expect(throughJson({ ...base, model: { kind: 'network', layers: twice } })).toBeNull();
  });

  it('drops keys that are not part of it', () => {
    const read = parseExperiment(JSON.parse('{"__proto__":{"polluted":1},"extra":1}'));
    expect(read).toBeNull();
    const base = defaultExperiment();
    expect(parseExperiment({ ...base, extra: 1, training: { ...base.training, hidden: 2 } })).toEqual(base);
  });
});

describe('matchingPreset', () => {
  it('finds each preset whatever the ids of its layers, and nothing once an option differs', () => {
    for (const { id, layers } of PRESETS) {
      expect(matchingPreset(layers.map((layer, i) => ({ ...layer, id: `x${i}` })))).toBe(id);
      expect(matchingPreset([...layers, createLayer('dropout', 'more')])).toBeNull();
    }
  });
});
