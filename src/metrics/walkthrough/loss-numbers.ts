import { numberLoss } from './number-losses';
import { followedNumber, type LineNumbers } from './numbers';
import type { FollowedStep } from './step';

/** The loss of the example, or how it is after the update. */
export function lossNumbers(step: FollowedStep, kind: 'loss' | 'newLoss'): LineNumbers {
  const { walk, newLoss } = step;
  if (kind === 'newLoss') {
    const change = newLoss < walk.loss ? 'smaller' : 'not smaller';
    return {
      formula: 'the same example through the changed weights',
      filled: `loss ${followedNumber(walk.loss)} before, ${followedNumber(newLoss)} now: ${change}`,
      table: null,
    };
  }
  const { output, loss } = step.network;
  const ofClasses = loss === 'crossEntropy' ? crossEntropy : squaredError;
  return withWeightAndPenalty(step, output === 'linear' ? errorOfNumber(step) : ofClasses(step));
}

function crossEntropy({ network, walk, target }: FollowedStep): LineNumbers {
  const { activations } = walk.layers.at(-1)!;
  if (network.output === 'sigmoid') {
    const a = followedNumber(activations[0]!);
    return walk.targets[0] === 1
      ? { formula: 'loss = −ln(a), since y is 1', filled: `−ln(${a})`, table: null }
      : { formula: 'loss = −ln(1 − a), since y is 0', filled: `−ln(1 − ${a})`, table: null };
  }
  return { formula: 'loss = −ln(p of the right class)', filled: `−ln(${followedNumber(activations[target]!)})`, table: null };
}

function errorOfNumber({ network, walk }: FollowedStep): LineNumbers {
  const { formula, filled } = numberLoss(network.loss);
  return { formula: `loss = ${formula}`, filled: filled(walk.layers.at(-1)!.activations[0]!, walk.targets[0]!), table: null };
}

function squaredError({ walk }: FollowedStep): LineNumbers {
  const { activations } = walk.layers.at(-1)!;
  const squares = activations.map((p, k) => (p - walk.targets[k]!) ** 2);
  const sum = squares.reduce((total, square) => total + square, 0);
  return {
    formula: 'loss = mean of all (p − y)²',
    filled: `${followedNumber(sum)} / ${squares.length}`,
    table: {
      rowsAre: 'outputs',
      heads: ['p', 'y', '(p − y)²'],
      key: 2,
      adds: true,
      rows: Array.from(squares, (square, at) => ({ at, numbers: [activations[at]!, walk.targets[at]!, square] })),
    },
  };
}

function withWeightAndPenalty({ walk, weight }: FollowedStep, { formula, filled, table }: LineNumbers): LineNumbers {
  const weighted = weight === 1 ? filled : `${followedNumber(weight)} · ${filled}`;
  const whole = walk.penalty === 0 ? weighted : `${weighted} + ${followedNumber(walk.penalty)}`;
  const words = [weight === 1 ? '' : ', times the class weight', walk.penalty === 0 ? '' : ', plus L1 and L2'].join('');
  return { formula: `${formula}${words}`, filled: `${whole} = ${followedNumber(walk.loss)}`, table };
}
