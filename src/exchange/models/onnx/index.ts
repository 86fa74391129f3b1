import type { ModelToWrite, Written } from '@/exchange/models/model';
import { taskOutput } from '@/experiment/data/classes';
import { layersOf } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { Graph } from './graph';
import { addLayer } from './layers';
import { onnxBytes } from './proto';
import { recurrentProblem } from './recurrent';

/**
 * A trained network as an .onnx file (operator set 17). Its input `pixels` takes scaled pixels [n, height, width, channels], and its output `probabilities`
 * gives [n, classes]; how pixels are scaled and what the outputs mean stands in the file's metadata (`class_names`, `input_offset`, `input_factor`);
 * `layers` is the stack as Atelier reads it back.
 */
export function onnxFile({ experiment, weights, classNames, input }: ModelToWrite): Written {
  const refused = layersOf(experiment).flatMap((layer) => ('returnSequences' in layer ? (recurrentProblem(layer) ?? []) : []));
  if (refused.length > 0) return { refused: [...new Set(refused)] };
  const plan = planOf(experiment);
  const graph = new Graph('pixels', plan.inputShape);
  let next = 0;
  for (const placed of plan.layers) {
    const own = weights.slice(next, next + placed.weights.length);
    next += own.length;
    addLayer(graph, placed, own);
  }
  const { value, shape } = graph.current;
  graph.nodes.push({ op: 'Identity', inputs: [value], outputs: ['probabilities'], attributes: {} });
  return {
    bytes: onnxBytes({
      producer: 'Atelier',
      nodes: graph.nodes,
      tensors: graph.tensors,
      input: { name: 'pixels', shape: plan.inputShape },
      output: { name: 'probabilities', shape },
      metadata: {
        class_names: JSON.stringify(classNames),
        input_offset: String(input.offset),
        input_factor: String(input.factor),
        output: taskOutput(experiment.data).activation,
        layers: JSON.stringify(layersOf(experiment)),
      },
    }),
  };
}
