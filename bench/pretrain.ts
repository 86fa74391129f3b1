import { writeFileSync } from 'node:fs';
import { generateGarments } from '@/dataset/garments';
import { prepareData } from '@/dataset/prepare';
import { pretrainedExperiment } from '@/engine/pretrained/network';
import { dequantize, quantize } from '@/engine/pretrained/quantized';
import { createWasmEngine } from '@/engine/wasm';
import { datasetInfo } from '@/experiment/data/datasets';
import { report, say, train } from './drawn-report';

/** Trains the network, writes its weights to `file`, and prints how well it does with the weights as they were written. */
export async function pretrain(file: string): Promise<void> {
  const experiment = pretrainedExperiment();
  const { dataset: id } = experiment.data;
  const { itemShape, counts } = datasetInfo(id);
  const dataset = { ...generateGarments(counts), id, source: '', itemShape };
  const data = prepareData(dataset, experiment.data, experiment.training.seed);
  const engine = await createWasmEngine({ threads: 1 });
  const network = await engine.compile(experiment, data);
  await train(network, data, experiment);
  const state = await network.getState();
  const weights = state.weights.map(quantize);
  writeFileSync(file, `${JSON.stringify({ weights })}\n`);
  network.setState({ ...state, weights: weights.map(dequantize) });
  say(`${state.weights.reduce((sum, { length }) => sum + length, 0)} parameters`);
  await report(network, data);
  network.dispose();
  engine.dispose();
}
