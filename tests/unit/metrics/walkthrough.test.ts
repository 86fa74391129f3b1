import { describe, expect, it } from 'vitest';
import { KINDS } from '@/experiment/network/kinds';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import type { FollowedNetwork } from '@/metrics/walkthrough/followed-network';
import { lineNumbers } from '@/metrics/walkthrough/line-numbers';
import { followedStep } from '@/metrics/walkthrough/step';
import { updateRule } from '@/metrics/walkthrough/update-rule';

/** A network of one layer with two inputs. */
function networkOf(output: FollowedNetwork['output'], loss: FollowedNetwork['loss']): FollowedNetwork {
  const units = output === 'sigmoid' ? 1 : 3;
  const layer = { ...KINDS.dense.defaults, id: 'output', units, activation: output };
  return {
    layers: [{ layer, name: 'dense', inputs: 2, units, kernel: 0, bias: 1, l1: 0, l2: 0 }],
    output,
    loss,
    learningRate: 0.1,
    update: updateRule(OPTIMIZERS.sgd.defaults),
    slotNames: [],
  };
}

function stepOf(network: FollowedNetwork, weight: number) {
  const units = network.layers[0]?.units ?? 0;
  const weights = [
    Float32Array.from({ length: 2 * units }, (_, i) => 0.3 * (i + 1) - 0.5),
    Float32Array.from({ length: units }, (_, i) => 0.1 * i),
  ];
  return followedStep(network, { weights, slots: [], updates: 0 }, { input: Float64Array.of(0.25, 0.5), target: 1, weight });
}

/** Both sides of "2 · (0.4 − 1) = −1.2" as numbers. */
function sides(filled: string): number[] {
  const plain = filled.replaceAll('·', '*').replaceAll('−', '-').replaceAll('class weight ', '').replaceAll('ln(', 'Math.log(');
  return plain.split(' = ').map((side) => Number(new Function(`return ${side}`)()));
}

describe('the numbers of a line', () => {
  const cases = (['softmax', 'sigmoid'] as const).flatMap((output) =>
    (['crossEntropy', 'meanSquaredError'] as const).flatMap((loss) => [1, 3].map((weight) => [output, loss, weight] as const)),
  );

  it.each(cases)('come out as they are written: %s, %s, class weight %s', (output, loss, weight) => {
    const network = networkOf(output, loss);
    const step = stepOf(network, weight);
    for (const kind of ['loss', 'sumGradient'] as const) {
      const { formula, filled } = lineNumbers(step, { kind, layer: 0, code: '' }, 0);
      const [left = Number.NaN, right = 0] = sides(filled);
      expect(Math.abs(left - right)).toBeLessThan(2e-4 * Math.abs(right));
      expect(formula.includes(', times the class weight')).toBe(weight !== 1);
    }
  });
});

it('formulas of updates are those of the options', () => {
  const { momentum, rmsprop } = OPTIMIZERS;
  expect(updateRule({ ...momentum.defaults, nesterov: false }).formula).toBe('w + v, where v = momentum · v − rate · g');
  expect(updateRule({ ...momentum.defaults, nesterov: true }).formula).toBe(
    'w + momentum · v − rate · g, where v = momentum · v − rate · g',
  );
  expect(updateRule({ ...rmsprop.defaults, momentum: 0 }).formula).not.toContain('momentum');
  expect(updateRule({ ...rmsprop.defaults, momentum: 0.5 }).formula).toContain('u = momentum · u + rate · g / √(s + ε)');
});
