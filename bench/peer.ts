import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { drawCount } from '@tests/support/draws';
import type { Layer } from '@/experiment/network/kinds';
import { benchData, inputShapeOf, MODELS, type ModelId } from './models';
import type { Answer, Task } from './protocol';

setWasmPaths({
  'tfjs-backend-wasm.wasm': plainUrl,
  'tfjs-backend-wasm-simd.wasm': simdUrl,
  'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
});

/** A layer in TensorFlow.js's own words. */
function peerLayer(layer: Layer, inputShape: number[] | undefined): tf.layers.Layer {
  const first = inputShape ? { inputShape } : {};
  const activation = (name: string) => (name === 'leakyRelu' ? {} : { activation: name as 'relu' });
  const gates = (name: string) => ({ recurrentActivation: name as 'sigmoid' });
  const regularizer = (l2: number) => (l2 > 0 ? { kernelRegularizer: tf.regularizers.l2({ l2 }) } : {});
  switch (layer.kind) {
    case 'conv2d': {
      const { filters, kernelSize, strides, padding } = layer;
      return tf.layers.conv2d({
        filters,
        kernelSize,
        strides,
        padding,
        ...activation(layer.activation),
        ...regularizer(layer.l2),
        ...first,
      });
    }
    case 'maxPooling2d':
      return tf.layers.maxPooling2d({ poolSize: layer.poolSize, ...first });
    case 'flatten':
      return tf.layers.flatten(first);
    case 'dense':
      return tf.layers.dense({ units: layer.units, ...activation(layer.activation), ...regularizer(layer.l2), ...first });
    case 'reshape':
      return tf.layers.reshape({ targetShape: layer.targetShape, ...first });
    case 'lstm': {
      const { units, recurrentActivation } = layer;
      // TensorFlow.js makes an orthogonal matrix at a glance only where it is small; which one is begun with does not matter here.
      const recurrentInitializer = 'glorotUniform';
      return tf.layers.lstm({ units, recurrentInitializer, ...activation(layer.activation), ...gates(recurrentActivation), ...first });
    }
    case 'dropout':
      return tf.layers.dropout({ rate: layer.rate });
    case 'batchNormalization':
      return tf.layers.batchNormalization();
    case 'activation':
      return tf.layers.leakyReLU({ alpha: layer.negativeSlope });
    default:
      throw new Error(`The bench has no ${layer.kind}.`);
  }
}

/** The model as a person would write it in TensorFlow.js. */
function peerModel(id: ModelId): tf.Sequential {
  const { items, layers, optimizer, learningRate, pair } = MODELS[id];
  const isNumber = items === 'rows';
  const model = tf.sequential();
  layers.forEach((layer, index) => {
    model.add(peerLayer(layer, index === 0 ? inputShapeOf(id) : undefined));
    const leaky = layer.kind === 'dense' && layer.activation === 'leakyRelu';
    if (leaky) model.add(tf.layers.leakyReLU({ alpha: layer.negativeSlope }));
  });
  const output = isNumber
    ? { units: 1 }
    : pair
      ? { units: 1, activation: 'sigmoid' as const }
      : { units: 10, activation: 'softmax' as const };
  model.add(tf.layers.dense(output));
  model.compile({
    optimizer: optimizer.kind === 'adam' ? tf.train.adam(learningRate) : tf.train.sgd(learningRate),
    loss: isNumber ? 'meanSquaredError' : pair ? 'binaryCrossentropy' : 'categoricalCrossentropy',
    metrics: isNumber ? [] : ['accuracy'],
  });
  return model;
}

/** Plain model.fit on one backend: after a first call that compiles, calls of a few steps each until the time is up. */
export async function measurePeer({ model: id, batch, engine, milliseconds }: Task): Promise<Answer> {
  await tf.setBackend(engine.replace('model.fit, ', ''));
  await tf.ready();
  const model = peerModel(id);
  const { pixels, targets, table } = benchData(batch, id);
  const x = tf.tensor(table?.inputs ?? Float32Array.from(pixels, (byte) => byte / 255), [batch, ...inputShapeOf(id)]);
  const numbers = table?.target?.standardized ?? (MODELS[id].pair ? Float32Array.from(targets) : null);
  const y = numbers ? tf.tensor2d(numbers, [batch, 1]) : tf.oneHot(tf.tensor1d(Int32Array.from(targets)), 10);
  const run = async (steps: number) => {
    const start = performance.now();
    await model.fit(x, y, { batchSize: batch, epochs: steps, verbose: 0 });
    return (performance.now() - start) / steps;
  };
  await run(1);
  const before = drawCount();
  const times = [await run(1)];
  const drawsPerStep = drawCount() - before;
  const steps = Math.max(1, Math.min(50, Math.round(milliseconds / 3 / times[0]!)));
  const slow = times[0]! > milliseconds;
  for (const begin = performance.now(); !slow && performance.now() - begin < milliseconds; ) times.push(await run(steps));
  model.dispose();
  tf.dispose([x, y]);
  return { times, device: tf.getBackend(), ...(drawsPerStep > 0 ? { drawsPerStep } : {}) };
}
