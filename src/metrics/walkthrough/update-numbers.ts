import type { AlgorithmLine } from './algorithm';
import { followedNumber, type LineNumbers, type NumbersRow, signed } from './numbers';
import type { FollowedStep } from './step';

/** How the weights of a neuron, or its bias, change. */
export function updateNumbers({ network, before, after, walk }: FollowedStep, { kind, layer }: AlgorithmLine, unit: number): LineNumbers {
  const { kernel, bias, inputs, units } = network.layers[layer]!;
  const { kernelGradient, biasGradient } = walk.layers[layer]!;
  const array = kind === 'kernelUpdate' ? kernel : (bias ?? kernel);
  const gradient = kind === 'kernelUpdate' ? kernelGradient : biasGradient;
  const rowOf = (at: number, place: number): NumbersRow => ({
    at,
    numbers: [
      before.weights[array]![place]!,
      gradient[place]!,
      ...after.slots.map((arrays) => arrays[array]![place]!),
      after.weights[array]![place]!,
    ],
  });
  const letter = kind === 'kernelUpdate' ? 'w' : 'b';
  const formula = `new ${letter} = ${network.update.formula.replaceAll(/\bw\b/g, letter)}`;
  const rows = kind === 'kernelUpdate' ? Array.from({ length: inputs }, (_, at) => rowOf(at, at * units + unit)) : [];
  const rate = `rate = ${followedNumber(network.learningRate)}, g = d${letter}`;
  if (kind === 'kernelUpdate')
    return {
      formula,
      filled: rate,
      table: { rowsAre: 'inputs', heads: ['w', 'g', ...network.slotNames, 'new w'], rows, key: 1, adds: false },
    };
  const { numbers } = rowOf(0, unit);
  const [old = 0, g = 0] = numbers;
  const next = followedNumber(numbers.at(-1) ?? 0);
  const filled =
    network.slotNames.length === 0
      ? `${followedNumber(old)} − ${followedNumber(network.learningRate)} · ${signed(g)} = ${next}`
      : `b = ${followedNumber(old)}, g = ${followedNumber(g)}, ${network.slotNames.map((name, k) => `${name} = ${followedNumber(numbers[k + 2]!)}`).join(', ')}: new b = ${next}`;
  return { formula, filled, table: null };
}
