import { describe, expect, it } from 'vitest';
import { KINDS } from '@/experiment/network/kinds';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import { elementwiseOf } from '@/metrics/walkthrough/activations';
import { algorithmOf } from '@/metrics/walkthrough/algorithm';
import type { FollowedNetwork } from '@/metrics/walkthrough/followed-network';
import { lineNumbers, neuronsOf, resultsOf } from '@/metrics/walkthrough/line-numbers';
import { normalBelow, normalDensity } from '@/metrics/walkthrough/normal';
import { followedStep } from '@/metrics/walkthrough/step';
import { updateRule } from '@/metrics/walkthrough/update-rule';

/** A network of one layer with two inputs. */
function networkOf(output: FollowedNetwork['output'], loss: FollowedNetwork['loss']): FollowedNetwork {
  const units = output === 'softmax' ? 3 : 1;
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

function stepOf(network: FollowedNetwork, weight: number, target: number) {
  const units = network.layers[0]?.units ?? 0;
  const weights = [
    Float32Array.from({ length: 2 * units }, (_, i) => 0.3 * (i + 1) - 0.5),
    Float32Array.from({ length: units }, (_, i) => 0.1 * i),
  ];
  return followedStep(network, { weights, slots: [], updates: 0 }, { input: Float64Array.of(0.25, 0.5), target, weight });
}

/** Both sides of "2 · (0.4 − 1) = −1.2" as numbers. */
function sides(filled: string): number[] {
  const plain = filled
    .replaceAll('·', '*')
    .replaceAll('−', '-')
    .replaceAll('²', '**2')
    .replaceAll(/\|([^|]*)\|/g, 'Math.abs($1)')
    .replaceAll('class weight ', '')
    .replaceAll('ln(', 'Math.log(')
    .replaceAll('sign(', 'Math.sign(')
    .replaceAll('e^', 'Math.E**');
  return plain.split(' = ').map((side) => Number(new Function(`return ${side}`)()));
}

describe('the numbers of a line', () => {
  const ofClasses = (['softmax', 'sigmoid'] as const).flatMap((output) =>
    (['crossEntropy', 'meanSquaredError'] as const).flatMap((loss) => [1, 3].map((weight) => [output, loss, weight, 1] as const)),
  );
  // Of numbers, errors below and above one deviation.
  const ofNumbers = (['meanSquaredError', 'meanAbsoluteError', 'huber'] as const).flatMap((loss) =>
    [0.4, -3, 3].map((target) => ['linear', loss, 1, target] as const),
  );

  it.each([...ofClasses, ...ofNumbers])(
    'come out as they are written: %s, %s, class weight %s, target %s',
    (output, loss, weight, target) => {
      const network = networkOf(output, loss);
      const step = stepOf(network, weight, target);
      for (const kind of ['loss', 'sumGradient'] as const) {
        const { formula, filled } = lineNumbers(step, { kind, layer: 0, code: '' }, 0);
        const [left = Number.NaN, right = 0] = sides(filled);
        expect(Math.abs(left - right)).toBeLessThan(2e-4 * Math.abs(right));
        expect(formula.includes(', times the class weight')).toBe(weight !== 1);
      }
    },
  );
});

describe('the normal distribution', () => {
  // math.erfc(-z / math.sqrt(2)) / 2 of Python.
  const shares: [number, number][] = [
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [-1.5, 0.06680720126885809],
    [2.999, 0.9986456634662729],
    [-3, 0.0013498980316300957],
    [-8, 6.220960574271819e-16],
    [6, 0.9999999990134123],
  ];
  it.each(shares)('lies below %s with a share of %s', (z, share) => {
    expect(Math.abs(normalBelow(z) / share - 1)).toBeLessThan(1e-12);
  });

  it('has its density as the slope of that share', () => {
    for (const z of [-3.5, -1, 0, 0.7, 4]) {
      const slope = (normalBelow(z + 1e-5) - normalBelow(z - 1e-5)) / 2e-5;
      expect(slope).toBeCloseTo(normalDensity(z), 9);
    }
  });
});

it.each(['gelu', 'sigmoid'] as const)('the numbers in the formulas of %s give its value and its slope', (activation) => {
  const act = elementwiseOf({ activation })!;
  for (const z of [-2.5, -0.3, 0, 0.8, 3.2]) {
    const a = act.value(z, 0);
    expect(sides(act.filledValue!(z))[0]).toBeCloseTo(a, 4);
    expect(sides(act.filledSlope!(z, a))[0]).toBeCloseTo(act.slope(z, a, 0), 4);
    expect((act.value(z + 1e-5, 0) - act.value(z - 1e-5, 0)) / 2e-5).toBeCloseTo(act.slope(z, a, 0), 6);
  }
});

describe('a network of two layers', () => {
  const dense = { ...KINDS.dense.defaults, activation: 'tanh' as const };
  const network: FollowedNetwork = {
    ...networkOf('softmax', 'crossEntropy'),
    layers: [
      { layer: { ...dense, id: 'hidden', units: 2 }, name: 'dense', inputs: 3, units: 2, kernel: 0, bias: 1, l1: 0, l2: 0.01 },
      { layer: { ...dense, id: 'output', units: 4 }, name: 'dense_1', inputs: 2, units: 4, kernel: 2, bias: null, l1: 0, l2: 0 },
    ],
    update: updateRule(OPTIMIZERS.adam.defaults),
    slotNames: ['m', 'v'],
  };
  const weights = [6, 2, 8].map((length, k) => Float32Array.from({ length }, (_, i) => Math.sin(i + 3 * k)));
  const zeros = () => weights.map(({ length }) => new Float32Array(length));
  const example = { input: Float64Array.of(0.2, 0.4, 0.6), target: 2, weight: 1 };
  const step = followedStep(network, { weights, slots: [zeros(), zeros()], updates: 0 }, example);
  const lines = algorithmOf(network).flatMap((part) => part.lines);

  it('has the lines that its layers need, backward from the last one', () => {
    expect(algorithmOf(network).map((part) => part.lines.map(({ code }) => code.split(' ')[0]))).toEqual([
      ['Z1', 'A1', 'Z2', 'A2'],
      ['loss'],
      ['dZ2', 'dW2', 'dA1', 'dZ1', 'dW1', 'db1'],
      ['W2', 'W1', 'b1'],
      ['loss'],
    ]);
  });

  it('has rows that add up to what each line computes', () => {
    for (const line of lines) {
      const results = resultsOf(step, line);
      for (let unit = 0; unit < neuronsOf(step, line); unit++) {
        const { table } = lineNumbers(step, line, unit);
        if (!table?.adds || !results) continue;
        const bias = line.kind === 'sum' && line.layer === 0 ? weights[1]![unit]! : 0;
        const sum = table.rows.reduce((total, { numbers }) => total + (numbers.at(-1) ?? 0), bias);
        expect(sum).toBeCloseTo(results[unit]!, 10);
      }
    }
    expect(lines.filter((line) => lineNumbers(step, line, 0).table?.adds).map(({ code }) => code.split(' ')[0])).toEqual([
      'Z1',
      'Z2',
      'dA1',
    ]);
  });

  it('shows of each neuron its own weights, before and after', () => {
    for (const [kernel, layer] of [
      [0, 0],
      [2, 1],
    ] as const) {
      const { units, inputs } = network.layers[layer]!;
      for (let unit = 0; unit < units; unit++) {
        const { table } = lineNumbers(step, { kind: 'kernelUpdate', layer, code: '' }, unit);
        expect(table?.heads).toEqual(['w', 'g', 'm', 'v', 'new w']);
        const places = Array.from({ length: inputs }, (_, at) => at * units + unit);
        expect(table?.rows.map(({ numbers }) => [numbers[0], numbers.at(-1)])).toEqual(
          places.map((place) => [step.before.weights[kernel]![place], step.after.weights[kernel]![place]]),
        );
      }
    }
  });

  it('says whether the loss became smaller', () => {
    const said = (newLoss: number) => lineNumbers({ ...step, newLoss }, { kind: 'newLoss', layer: 1, code: '' }, 0).filled;
    expect(said(step.walk.loss - 0.1)).toMatch(/now: smaller$/);
    expect(said(step.walk.loss + 0.1)).toMatch(/now: not smaller$/);
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
