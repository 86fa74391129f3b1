import { experimentOf, layer, randomData } from '@tests/engine/support/networks';
import { createTfjsEngine } from '@/engine/tfjs';

/** Layers whose way back differs between training and inference, and one of each family besides. */
const inspected = () =>
  experimentOf([
    layer('conv2d', { filters: 4, kernelSize: 3, strides: 2, activation: 'linear' }),
    layer('batchNormalization'),
    layer('activation', { activation: 'relu' }),
    layer('dropout', { rate: 0.3 }),
    layer('maxPooling2d', { poolSize: 2 }),
    layer('flatten'),
    layer('dense', { units: 7, activation: 'gelu' }),
  ]);

/** Distance between what the WebGL engine and the cpu engine show of two images, by layer, and the tensors that looking left behind. */
async function inspection() {
  const images = randomData(2).pixels;
  const show = async (prefer?: 'cpu') => {
    const engine = await createTfjsEngine(prefer ? { prefer } : {});
    const network = await engine.compile(inspected(), randomData(8));
    const before = network.memory().tensors;
    const { activations, gradients, inputGradient } = await network.inspect(images, 2);
    const left = network.memory().tensors - before;
    network.dispose();
    return { info: engine.info, left, arrays: [...activations, ...gradients, inputGradient!] };
  };
  const [webgl, cpu] = [await show(), await show('cpu')];
  const distances = webgl.arrays.map((values, i) => Math.max(...values.map((x, j) => Math.abs(x - (cpu.arrays[i]?.[j] ?? Number.NaN)))));
  return { info: webgl.info, left: webgl.left, distances: Object.fromEntries(distances.map((distance, i) => [`array ${i}`, distance])) };
}

/** Distance between the gradients of a loss by the weights on the WebGL engine and on the cpu engine, by weight, relative to the largest of each. */
async function backpropagation() {
  const { pixels, targets } = randomData(6);
  const show = async (prefer?: 'cpu') => {
    const engine = await createTfjsEngine(prefer ? { prefer } : {});
    const network = await engine.compile(inspected(), randomData(8));
    const before = network.memory().tensors;
    const { gradients } = await network.backpropagate(pixels, targets);
    const left = network.memory().tensors - before;
    network.dispose();
    return { info: engine.info, left, gradients };
  };
  const [webgl, cpu] = [await show(), await show('cpu')];
  const distances = webgl.gradients.map((values, i) => {
    const wanted = cpu.gradients[i] ?? new Float32Array(0);
    const largest = Math.max(1e-6, ...wanted.map(Math.abs));
    return Math.max(0, ...values.map((x, j) => Math.abs(x - (wanted[j] ?? Number.NaN)))) / largest;
  });
  return { info: webgl.info, left: webgl.left, distances: Object.fromEntries(distances.map((distance, i) => [`weight ${i}`, distance])) };
}

export const INSPECTION_CHECKS = { inspection, backpropagation };
