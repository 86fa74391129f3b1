import type { GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { type DataType, engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';

/** GLSL programs run through TensorFlow.js's WebGL backend, which compiles each once, binds textures and recycles them. */
export interface Program {
  /** Samplers; `name` is read with getName(coordinates) or, at the output's place, getNameAtOutCoords(). */
  inputs: readonly string[];
  /** `arrayIndex` is the length of an array; one program's arrays are always as long, since the compiled program is found by its source. */
  uniforms: readonly { name: string; type: 'float' | 'int'; arrayIndex?: number }[];
  outputShape: readonly number[];
  /** Whether inputs are read, and the output is written, four numbers a pixel (2 rows by 2 columns of the last two axes). */
  packedInputs?: boolean;
  packedOutput?: boolean;
  /** GLSL with a main() that calls setOutput(float), or setOutput(vec4) for a packed output. */
  source: string;
}

/** Runs a program: one draw, one new tensor. Uniforms are given by name. */
export function runProgram(
  backend: MathBackendWebGL,
  program: Program,
  inputs: readonly TensorInfo[],
  uniforms: Readonly<Record<string, number | readonly number[]>>,
): Tensor {
  const values = program.uniforms.map(({ name }) => [uniforms[name]!].flat());
  const output = backend.runWebGLProgram(described(program), [...inputs], 'float32' satisfies DataType, values);
  return engine().makeTensorFromTensorInfo(output, backend);
}

/** Shapes are uniforms, so that one compiled program serves all sizes: fewer shaders to compile, which is what a first step waits for. */
function described({ inputs, uniforms, outputShape, packedInputs = false, packedOutput = false, source }: Program): GPGPUProgram {
  return {
    variableNames: [...inputs],
    outputShape: [...outputShape],
    userCode: source,
    enableShapeUniforms: true,
    packedInputs,
    packedOutput,
    customUniforms: [...uniforms],
  };
}

/**
 * Matrix products come out packed, four numbers a pixel, and a program that reads single numbers of them has them unpacked first, each time. A
 * tensor that is read more than once is unpacked here, once; it returns the tensor itself where it is not packed.
 */
export function unpacked(backend: MathBackendWebGL, x: Tensor): Tensor {
  if (!backend.getDataInfo(x.dataId).isPacked) return x;
  return engine().makeTensorFromTensorInfo(backend.unpackTensor(x), backend);
}

/** The name of a sampler's function: "x" is read by getX. */
export const getter = (name: string): string => `get${name.charAt(0).toUpperCase()}${name.slice(1)}`;

export const floats = (names: readonly string[]) => names.map((name) => ({ name, type: 'float' as const }));
export const ints = (names: readonly string[]) => names.map((name) => ({ name, type: 'int' as const }));

/** Names and values side by side, as `runProgram` takes them. */
export const named = (names: readonly string[], values: readonly number[]): Record<string, number> =>
  Object.fromEntries(names.map((name, i) => [name, values[i]!]));
