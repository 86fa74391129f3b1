import { elementwiseOf } from './activations';
import type { AlgorithmLine } from './algorithm';
import { lossNumbers } from './loss-numbers';
import { numberLoss } from './number-losses';
import { followedNumber, type LineNumbers, signed } from './numbers';
import type { FollowedStep } from './step';
import { updateNumbers } from './update-numbers';
import { softmaxTerms } from './walk';

/** The result of a line for each neuron; `null` of a line that has one for each weight, or one in all. */
export function resultsOf({ walk }: FollowedStep, { kind, layer }: AlgorithmLine): Float64Array | null {
  const own = walk.layers[layer];
  const results: Partial<Record<AlgorithmLine['kind'], Float64Array | null | undefined>> = {
    sum: own?.sums,
    activation: own?.activations,
    sumGradient: own?.sumGradient,
    biasGradient: own?.biasGradient,
    inputGradient: walk.layers[layer - 1]?.activationGradient,
  };
  return results[kind] ?? null;
}

/** How many neurons a line is computed for; 0 of a line that is about the whole network. */
export function neuronsOf({ network }: Pick<FollowedStep, 'network'>, { kind, layer }: AlgorithmLine): number {
  const { inputs = 0, units = 0 } = network.layers[layer] ?? {};
  if (kind === 'loss' || kind === 'newLoss') return 0;
  return kind === 'inputGradient' ? inputs : units;
}

/** The numbers of a line, for the neuron `unit` (counted from 0) of its layer; of `inputGradient`, for that neuron of the layer before. */
export function lineNumbers(step: FollowedStep, line: AlgorithmLine, unit: number): LineNumbers {
  const { network, before, walk } = step;
  const followed = network.layers[line.layer]!;
  const own = walk.layers[line.layer]!;
  const w = before.weights[followed.kernel]!;
  const { units } = followed;
  const dz = own.sumGradient[unit]!;
  switch (line.kind) {
    case 'sum': {
      const rows = Array.from(own.input, (x, at) => ({ at, numbers: [x, w[at * units + unit]!, x * w[at * units + unit]!] }));
      const bias = followed.bias === null ? null : before.weights[followed.bias]![unit]!;
      const products = own.sums[unit]! - (bias ?? 0);
      const plus = bias === null ? '' : ` + bias ${followedNumber(bias)}`;
      return {
        formula: `z = sum of all x · w${bias === null ? '' : ' + bias'}`,
        filled: `${followedNumber(products)}${plus} = ${followedNumber(own.sums[unit]!)}`,
        table: { rowsAre: 'inputs', heads: ['x', 'w', 'x · w'], rows, key: 2, adds: true },
      };
    }
    case 'activation':
      return line.layer === network.layers.length - 1 && network.output === 'softmax'
        ? softmaxNumbers(step, unit)
        : activationNumbers(step, line, unit);
    case 'loss':
    case 'newLoss':
      return lossNumbers(step, line.kind);
    case 'sumGradient':
      return own.activationGradient ? hiddenGradient(step, line, unit) : outputGradientNumbers(step, unit);
    case 'kernelGradient': {
      const rows = Array.from(own.input, (x, at) => ({ at, numbers: [x, dz, own.kernelGradient[at * units + unit]!] }));
      const { l1, l2 } = followed;
      const penalty = [l1 ? `${l1} · sign(w)` : '', l2 ? `2 · ${l2} · w` : ''].filter(Boolean).map((term) => ` + ${term}`);
      return {
        formula: `dw = dz · x${penalty.join('')}, one for each weight of the neuron`,
        filled: `dz = ${followedNumber(dz)}, times each x`,
        table: { rowsAre: 'inputs', heads: ['x', 'dz', 'dw'], rows, key: 2, adds: false },
      };
    }
    case 'biasGradient':
      return { formula: 'db = dz, as the bias is added as it is', filled: `db = ${followedNumber(own.biasGradient[unit]!)}`, table: null };
    case 'inputGradient': {
      const rows = Array.from(own.sumGradient, (slope, at) => ({
        at,
        numbers: [w[unit * units + at]!, slope, w[unit * units + at]! * slope],
      }));
      const sum = walk.layers[line.layer - 1]?.activationGradient?.[unit] ?? 0;
      return {
        formula: 'da = sum of all w · dz, over the neurons that a goes to',
        filled: `da = ${followedNumber(sum)}`,
        table: { rowsAre: 'neurons', heads: ['w', 'dz', 'w · dz'], rows, key: 2, adds: true },
      };
    }
    case 'kernelUpdate':
    case 'biasUpdate':
      return updateNumbers(step, line, unit);
  }
}

function activationNumbers({ network, walk }: FollowedStep, { layer }: AlgorithmLine, unit: number): LineNumbers {
  const { layer: dense } = network.layers[layer]!;
  const [z, a] = [walk.layers[layer]!.sums[unit]!, walk.layers[layer]!.activations[unit]!];
  const act = elementwiseOf(dense);
  const name = dense.activation === 'linear' ? '' : `${dense.activation}(z) = `;
  const filled = act?.filledValue
    ? `${act.filledValue(z)} = ${followedNumber(a)}`
    : `z = ${followedNumber(z)} gives a = ${followedNumber(a)}`;
  return { formula: `a = ${name}${act?.valueFormula ?? 'z'}`, filled, table: null };
}

function softmaxNumbers({ walk }: FollowedStep, unit: number): LineNumbers {
  const { sums, activations } = walk.layers.at(-1)!;
  const { powers, total } = softmaxTerms(sums);
  return {
    formula: 'p = softmax(z) = e^(z − m) / sum of all e^(z − m), with m the largest z',
    filled: `${followedNumber(powers[unit]!)} / ${followedNumber(total)} = ${followedNumber(activations[unit]!)}`,
    table: {
      rowsAre: 'outputs',
      heads: ['z', 'e^(z − m)', 'p'],
      key: 2,
      adds: false,
      rows: Array.from(sums, (z, at) => ({ at, numbers: [z, powers[at]!, activations[at]!] })),
    },
  };
}

function hiddenGradient({ network, walk }: FollowedStep, { layer }: AlgorithmLine, unit: number): LineNumbers {
  const { sums, activations, slopes, activationGradient, sumGradient } = walk.layers[layer]!;
  const { layer: dense } = network.layers[layer]!;
  const act = elementwiseOf(dense);
  const slope = act?.filledSlope?.(sums[unit]!, activations[unit]!) ?? followedNumber(slopes[unit]!);
  return {
    formula: `dz = da · slope, where slope = ${act?.slopeFormula ?? '1'}`,
    filled: `${followedNumber(activationGradient![unit]!)} · ${slope} = ${followedNumber(sumGradient[unit]!)}`,
    table: null,
  };
}

function outputGradientNumbers({ network, walk, weight }: FollowedStep, unit: number): LineNumbers {
  const { activations, sumGradient } = walk.layers.at(-1)!;
  const [a, y] = [activations[unit]!, walk.targets[unit]!];
  const result = followedNumber(sumGradient[unit]!);
  if (network.output === 'linear') {
    const { slopeFormula, filledSlope } = numberLoss(network.loss);
    return { formula: `dz = ${slopeFormula}`, filled: `${filledSlope(a, y)} = ${result}`, table: null };
  }
  const times = weight === 1 ? '' : ` · class weight ${followedNumber(weight)}`;
  const words = weight === 1 ? '' : ', times the class weight';
  if (network.loss === 'crossEntropy') {
    const difference = `${followedNumber(a)} − ${y}`;
    return {
      formula: `dz = a − y${words}`,
      filled: `${weight === 1 ? difference : `(${difference})`}${times} = ${result}`,
      table: null,
    };
  }
  const count = activations.length;
  if (network.output === 'sigmoid') {
    const filled = `2 · (${followedNumber(a)} − ${y}) · ${followedNumber(a)} · (1 − ${followedNumber(a)})${times} = ${result}`;
    return { formula: `dz = 2 · (a − y) · a · (1 − a)${words}`, filled, table: null };
  }
  const mean = activations.reduce((sum, p, k) => sum + p * (p - walk.targets[k]!), 0);
  return {
    formula: `dz = 2 / ${count} · p · ((p − y) − s)${words}, where s is the sum of all p · (p − y)`,
    filled: `2 / ${count} · ${followedNumber(a)} · ((${followedNumber(a)} − ${y}) − ${signed(mean)})${times} = ${result}`,
    table: {
      rowsAre: 'outputs',
      heads: ['p', 'y', 'p · (p − y)'],
      key: 2,
      adds: true,
      rows: Array.from(activations, (p, at) => ({ at, numbers: [p, walk.targets[at]!, p * (p - walk.targets[at]!)] })),
    },
  };
}
