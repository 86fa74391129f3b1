import { lab } from '@/stores/lab/lab';
import type { Neighbour } from '@/stores/types';

const COUNT = 3;

/** The training images of the shown run that are nearest to a picture. */
export const nearestTrainingImages = (pixels: Uint8Array): Promise<Neighbour[]> => lab.questions.neighbours(pixels.slice(), COUNT, null);
