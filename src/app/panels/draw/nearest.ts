import { fitToPad } from '@/dataset/drawing/fit';
import { datasetInfo } from '@/experiment/data/datasets';
import { lab } from '@/stores/lab/lab';
import type { Neighbour } from '@/stores/types';

const COUNT = 3;

/** The training images of the shown run that are nearest to a picture, as pictures of the pad's size. */
export async function nearestTrainingImages(pixels: Uint8Array): Promise<Neighbour[]> {
  const found = await lab.questions.neighbours(pixels.slice(), COUNT, null);
  const dataset = lab.store.getState().run?.experiment.data.dataset;
  return dataset ? found.map((one) => ({ ...one, pixels: fitToPad(one.pixels, datasetInfo(dataset).itemShape) })) : found;
}
