import { describe, expect, it } from 'vitest';
import { describeNetwork } from '@/experiment/network/describe';
import { stack } from '@/experiment/presets/stack';
import { healthFindings, type LayerHealth, type NetworkHealth, type Spread } from '@/metrics/inside/health';

const spread = (size: number, finite = true): Spread => ({ size, finite, histogram: { low: -1, high: 1, counts: [1] } });

/** Flatten, two hidden layers with these activations, and the output, of which all is well but what is said. */
function findings(activations: [string, string], changes: readonly Partial<LayerHealth>[]): string[] {
  const layers = stack(
    ['flatten'],
    ['dense', { units: 10, activation: activations[0] }],
    ['dense', { units: 10, activation: activations[1] }],
  );
  const plan = describeNetwork(layers, { dataset: 'fashion-mnist', task: { kind: 'classes' } });
  const well = { weights: spread(0.1), gradients: spread(0.001), activations: spread(1), units: 10, silent: 0, saturated: 0 };
  const states = plan.layers.map(({ layer }, at): LayerHealth => {
    const bare = layer.kind === 'flatten' ? { weights: null, gradients: null } : {};
    return { id: layer.id, ...well, ...bare, ...changes[at] };
  });
  const health: NetworkHealth = { epoch: 1, step: 6, images: 64, layers: states };
  return healthFindings(plan.layers, health).map(({ layer, message, mend }) => {
    expect(mend).not.toBe('');
    return `${plan.layers.findIndex((entry) => entry.layer.id === layer)}: ${message}`;
  });
}

describe('what is wrong with a layer', () => {
  it('is nothing while all is well, zeros in the input and certain answers included', () => {
    expect(findings(['relu', 'relu'], [{ silent: 9 }, { silent: 1 }, {}, { saturated: 0.95 }])).toEqual([]);
  });

  it('is units of a ReLU that give 0 for every image, from a fifth of at least four on, and no others', () => {
    expect(findings(['relu', 'relu'], [{}, { silent: 2 }])).toHaveLength(1);
    expect(findings(['relu', 'relu'], [{}, { units: 3, silent: 3 }])).toEqual([]);
    expect(findings(['relu', 'tanh'], [{}, { silent: 3 }, { silent: 3 }])).toEqual([
      '1: Dead ReLU: 3 of 10 give 0 for every image, so they pass no gradient on.',
    ]);
  });

  it('is a sigmoid or tanh at its ends, and no ReLU', () => {
    expect(findings(['sigmoid', 'relu'], [{}, { saturated: 0.761 }, { saturated: 0.9 }])).toEqual([
      '1: Saturated sigmoid: 76% of its numbers are at the ends, where it hardly changes and gradients vanish.',
    ]);
  });

  it('is gradients that vanish on the way back, explode, or are no numbers', () => {
    expect(findings(['sigmoid', 'sigmoid'], [{}, { gradients: spread(5e-7) }])).toEqual([
      '1: Vanishing gradients: beside its weights they are 2,000 times smaller than in the layer where they are largest, so it hardly learns.',
    ]);
    // A hundred times smaller is usual.
    expect(findings(['sigmoid', 'sigmoid'], [{}, { gradients: spread(1e-5) }])).toEqual([]);
    // All are small where a network has learned everything: that is no layer's fault.
    const small = { gradients: spread(1e-9) };
    expect(findings(['relu', 'relu'], [{}, small, small, small])).toEqual([]);
    expect(findings(['relu', 'relu'], [{}, { gradients: spread(2) }, {}, { gradients: spread(0.5) }])).toEqual([
      '1: Exploding gradients: they are 20 times as large as the weights.',
    ]);
    expect(findings(['relu', 'relu'], [{}, {}, { gradients: spread(0.01, false) }])).toEqual(['2: Its gradients are not finite numbers.']);
  });

  it('is no state of a recurrent layer, whose tanh ends nothing that a gradient passes', () => {
    const plan = describeNetwork(stack(['reshape', { targetShape: [28, 28] }], ['simpleRnn']), {
      dataset: 'fashion-mnist',
      task: { kind: 'classes' },
    });
    const ends = { weights: spread(0.1), gradients: spread(0.001), activations: spread(1), units: 10, silent: 0, saturated: 0.9 };
    const layers = plan.layers.map(({ layer }): LayerHealth => ({ id: layer.id, ...ends }));
    expect(healthFindings(plan.layers, { epoch: 1, step: 6, images: 64, layers })).toEqual([]);
  });
});
