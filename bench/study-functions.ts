import type { Domain } from '@/study/space/domain';
import type { Parameter, SearchSpace, Values } from '@/study/space/search-space';

/** A function to be minimized, whose minimum is known. */
export interface TestFunction {
  name: string;
  space: SearchSpace;
  minimum: number;
  of(values: Values): number;
}

const range = (min: number, max: number): Domain => ({ kind: 'range', min, max, step: null, log: false });
const parameter = (address: string, domain: Domain): Parameter => ({ address, domain });
const always = () => true;
const numberAt = (values: Values, address: string): number => Number(values[address]);

const branin: TestFunction = {
  name: 'Branin',
  space: { parameters: [parameter('x', range(-5, 10)), parameter('y', range(0, 15))], isActive: always },
  minimum: 0.39788735772973816,
  of(values) {
    const [x, y] = [numberAt(values, 'x'), numberAt(values, 'y')];
    return (y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6) ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  },
};

const HARTMANN = {
  weights: [1, 1.2, 3, 3.2],
  scales: [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
  ],
  centers: [
    [1312, 1696, 5569, 124, 8283, 5886],
    [2329, 4135, 8307, 3736, 1004, 9991],
    [2348, 1451, 3522, 2883, 3047, 6650],
    [4047, 8828, 8732, 5743, 1091, 381],
  ],
};

const DIMENSIONS = ['a', 'b', 'c', 'd', 'e', 'f'];

const hartmann: TestFunction = {
  name: 'Hartmann-6',
  space: { parameters: DIMENSIONS.map((name) => parameter(name, range(0, 1))), isActive: always },
  minimum: -3.32236801141551,
  of(values) {
    const x = DIMENSIONS.map((name) => numberAt(values, name));
    const terms = HARTMANN.weights.map((weight, i) => {
      const away = x.reduce((sum, at, d) => sum + (HARTMANN.scales[i]?.[d] ?? 0) * (at - (HARTMANN.centers[i]?.[d] ?? 0) / 1e4) ** 2, 0);
      return weight * Math.exp(-away);
    });
    return -terms.reduce((sum, term) => sum + term, 0);
  },
};

/** What each kind adds to the valley: only one of them has the minimum. */
const OFFSETS: Readonly<Record<string, number>> = { plain: 5, shifted: 0, deep: 10 };

/** Rosenbrock's valley, with a choice of three kinds, and a shift that only one of them has. */
const rosenbrock: TestFunction = {
  name: 'Rosenbrock, categorical and conditional',
  space: {
    parameters: [
      parameter('kind', { kind: 'list', values: ['plain', 'shifted', 'deep'] }),
      parameter('x', range(-2, 2)),
      parameter('y', range(-1, 3)),
      parameter('shift', range(-1, 1)),
    ],
    isActive: ({ address }, before) => address !== 'shift' || before.kind === 'shifted',
  },
  minimum: 0,
  of(values) {
    const [x, y] = [numberAt(values, 'x'), numberAt(values, 'y')];
    const shift = values.kind === 'shifted' ? 20 * (numberAt(values, 'shift') - 0.3) ** 2 : 0;
    return Math.log1p(100 * (y - x ** 2) ** 2 + (1 - x) ** 2 + (OFFSETS[String(values.kind)] ?? 0) + shift);
  },
};

export const FUNCTIONS: readonly TestFunction[] = [branin, hartmann, rosenbrock];
