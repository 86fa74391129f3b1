import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { reshape, type Tensor } from '@tensorflow/tfjs-core';
import { dropoutThreshold } from '@/engine/dropout';
import type { Formula } from '@/engine/tfjs/device';
import { floats, getter, ints, named, type Program, runProgram } from './programs';

/** A formula over whole tensors, in one draw. */
export function mapOnGpu(backend: MathBackendWebGL, formula: Formula, inputs: readonly Tensor[], numbers: readonly number[]): Tensor {
  const reads = formula.inputs.map((name) => `float ${name} = ${getter(name)}AtOutCoords();`);
  const program: Program = {
    inputs: formula.inputs,
    uniforms: floats(formula.numbers),
    outputShape: inputs[0]!.shape,
    source: `void main() { ${reads.join(' ')} setOutput(${formula.glsl}); }`,
  };
  return runProgram(backend, program, inputs, named(formula.numbers, numbers));
}

/** Several formulas over the same tensors, in one draw: the output's first axis says which formula a fragment works out. */
export function mapEachOnGpu(
  backend: MathBackendWebGL,
  formulas: readonly Formula[],
  inputs: readonly Tensor[],
  numbers: readonly number[],
): Tensor {
  const names = formulas[0]!.inputs;
  const reads = names.map((name) => `float ${name} = ${getter(name)}AtOutCoords();`);
  const { shape } = inputs[0]!;
  // Brackets of a coordinate vector begin at the first axis, whatever the rank.
  const cases = formulas.map(({ glsl }, i) => `if (getOutputCoords()[0] == ${i}) setOutput(${glsl});`);
  const program: Program = {
    inputs: names,
    uniforms: floats(formulas[0]!.numbers),
    outputShape: [formulas.length, ...shape],
    source: `void main() { ${reads.join(' ')} ${cases.join(' ')} }`,
  };
  return runProgram(backend, program, inputs, named(formulas[0]!.numbers, numbers));
}

/** Rows summed by one fragment without a second draw. */
const SHORT_SUM = 256;

/**
 * Sums a formula over rows [rows, columns]. Long sums take two draws: one fragment cannot be shared, so the rows are cut into about sqrt(rows)
 * parts that are summed side by side, then the parts.
 */
export function columnSumsOnGpu(
  backend: MathBackendWebGL,
  formula: Formula,
  inputs: readonly Tensor[],
  numbers: readonly number[],
): Tensor {
  const columns = inputs[0]!.shape.at(-1) ?? 1;
  const rows = inputs[0]!.size / columns;
  const matrices = inputs.map((input) => (input.rank === 1 && input !== inputs[0] ? input : reshape(input, [-1, columns])));
  const parts = rows <= SHORT_SUM ? 1 : Math.ceil(Math.sqrt(rows));
  const program = partSums(formula, matrices, [parts, columns]);
  const sums = runProgram(backend, program, matrices, { ...named(formula.numbers, numbers), rows, parts });
  if (parts === 1) return reshape(sums, [columns]);
  const whole = partSums(PLAIN, [sums], [1, columns]);
  return reshape(runProgram(backend, whole, [sums], { rows: parts, parts: 1 }), [columns]);
}

const PLAIN = { inputs: ['x'], numbers: [], glsl: 'x' };

function partSums(formula: Pick<Formula, 'inputs' | 'numbers' | 'glsl'>, inputs: readonly Tensor[], outputShape: number[]): Program {
  const reads = formula.inputs.map((name, i) => `float ${name} = ${getter(name)}(${inputs[i]!.rank === 1 ? 'column' : 'row, column'});`);
  return {
    inputs: formula.inputs,
    uniforms: [...floats(formula.numbers), ...ints(['rows', 'parts'])],
    outputShape,
    source: `void main() {
      ivec2 place = getOutputCoords();
      int column = place.y;
      float total = 0.0;
      for (int row = place.x; row < rows; row += parts) { ${reads.join(' ')} total += ${formula.glsl}; }
      setOutput(total);
    }`,
  };
}

/** GLSL of an element's position in the flat tensor, by rank. */
const FLAT_INDEX = [
  '0',
  'getOutputCoords()',
  'getOutputCoords().x * outShapeStrides + getOutputCoords().y',
  'getOutputCoords().x * outShapeStrides.x + getOutputCoords().y * outShapeStrides.y + getOutputCoords().z',
  `getOutputCoords().x * outShapeStrides.x + getOutputCoords().y * outShapeStrides.y
    + getOutputCoords().z * outShapeStrides.z + getOutputCoords().w`,
];

/** x times its dropout mask, drawn in the same fragment: `elementHash` of src/engine/dropout.ts, in GLSL. */
export function dropoutOnGpu(backend: MathBackendWebGL, x: Tensor, key: number, rate: number): Tensor {
  const program: Program = {
    inputs: ['x'],
    uniforms: [...ints(['key', 'threshold']), ...floats(['kept'])],
    outputShape: x.shape,
    source: `void main() {
      uint h = uint(key) ^ (uint(${FLAT_INDEX[x.rank]}) * 0x9e3779b1u);
      h = (h ^ (h >> 16u)) * 0x85ebca6bu;
      h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
      h ^= h >> 16u;
      setOutput(getXAtOutCoords() * (h < uint(threshold) ? 0.0 : kept));
    }`,
  };
  return runProgram(backend, program, [x], { key: key | 0, threshold: dropoutThreshold(rate) | 0, kept: 1 / (1 - rate) });
}

/** A copy of a row of pairs with one of them replaced. */
export function putOnGpu(backend: MathBackendWebGL, block: Tensor, pair: Tensor, position: number): Tensor {
  return runProgram(backend, { ...PUT, outputShape: block.shape }, [block, pair], { position });
}

const PUT: Omit<Program, 'outputShape'> = {
  inputs: ['block', 'pair'],
  uniforms: ints(['position']),
  source: 'void main() { int i = getOutputCoords(); setOutput(i / 2 == position ? getPair(i % 2) : getBlock(i)); }',
};
