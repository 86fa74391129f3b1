import type { Network } from '@/engine/engine';
import { datasetInfo } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { explainingLayer } from '@/experiment/network/explaining-layer';
import { sizeOf } from '@/experiment/network/shape';
import type { Shape } from '@/experiment/network/types';
import { coveredCopies, gradCam, noisyCopies, occlusionMap, type SaliencyMap, smoothGradient } from '@/metrics/inside/saliency';
import type { Position } from '@/run/types';
import type { ExplanationMethod, InsideLayer, InsideView } from '@/worker/protocol';
import type { Predictor } from './predictor';

/** What can be looked into. */
export interface Insides {
  predictor: Predictor;
  network: Network;
  experiment: Experiment;
}

/** A picture, the class that it is asked about, and how. */
export interface Explained {
  pixels: Uint8Array;
  target: number;
  method: ExplanationMethod;
}

/** Channels or units of a layer that are handed to the page: more could not be told apart there. */
const SHOWN = 256;

/** What each layer makes of one picture. */
export async function insideView(
  { predictor, network, experiment }: Insides,
  pixels: Uint8Array,
  { epoch, step }: Position,
): Promise<InsideView> {
  const { activations } = await network.inspect(pixels, null);
  const probabilities = [...(await predictor.predict(pixels))];
  const layers = planOf(experiment).layers.map(({ layer, outputShape }, index): InsideLayer => {
    const shape = outputShape ?? [];
    return { id: layer.id, shape: [...shape], ...firstOf(activations[index] ?? new Float32Array(0), shape) };
  });
  return { layers, probabilities, epoch, step };
}

/** The numbers of the first channels (or units), in the order they had. */
function firstOf(values: Float32Array, shape: Shape): Pick<InsideLayer, 'values' | 'shown'> {
  const channels = shape.at(-1) ?? 0;
  const shown = Math.min(channels, SHOWN);
  if (shown === channels) return { values: values.slice(), shown };
  const places = sizeOf(shape) / channels;
  const kept = new Float32Array(places * shown);
  for (let place = 0; place < places; place++) kept.set(values.subarray(place * channels, place * channels + shown), place * shown);
  return { values: kept, shown };
}

/** Where in a picture a class's score comes from. Throws an Error, in words for people, where the method does not apply. */
export async function explain(insides: Insides, { pixels, target, method }: Explained): Promise<SaliencyMap> {
  const { itemShape } = datasetInfo(insides.experiment.data.dataset);
  const [height, width] = itemShape;
  switch (method) {
    case 'gradCam':
      return explainByMaps(insides, pixels, target);
    case 'gradient': {
      const { output } = scoreOf(insides, target);
      const { inputGradient } = await insides.network.inspect(noisyCopies(pixels), output);
      return smoothGradient(inputGradient ?? new Float32Array(pixels.length), itemShape);
    }
    case 'occlusion': {
      const { classes, predict } = insides.predictor;
      const whole = await predict(pixels);
      const covered = await predict(coveredCopies(pixels, itemShape));
      const own = Float32Array.from({ length: covered.length / classes }, (_, i) => covered[i * classes + target] ?? 0);
      return occlusionMap(whole[target] ?? 0, own, [height, width]);
    }
  }
}

async function explainByMaps(insides: Insides, pixels: Uint8Array, target: number): Promise<SaliencyMap> {
  const { layers } = planOf(insides.experiment);
  const at = explainingLayer(layers);
  const shape = at === null ? undefined : layers[at]?.outputShape;
  if (at === null || !shape) throw new Error('Grad-CAM needs a convolution.');
  const { output, sign } = scoreOf(insides, target);
  const { activations, gradients } = await insides.network.inspect(pixels, output);
  const [height = 0, width = 0, channels = 0] = shape;
  const [maps, slopes] = [activations[at], gradients[at]].map((values) => values ?? new Float32Array(0)) as [Float32Array, Float32Array];
  const ofClass = slopes.map((slope) => sign * slope);
  return gradCam(maps, ofClass, [height, width, channels]);
}

/** The logit that speaks for a class. A single one speaks for the second class, and its opposite for the first. */
function scoreOf({ experiment }: Insides, target: number): { output: number; sign: number } {
  const outputs = planOf(experiment).layers.at(-1)?.outputShape?.[0] ?? 1;
  return outputs === 1 ? { output: 0, sign: target === 1 ? 1 : -1 } : { output: target, sign: 1 };
}
