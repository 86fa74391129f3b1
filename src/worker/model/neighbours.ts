import type { PreparedData } from '@/dataset/types';
import { Nearest } from '@/engine/classical/neighbours/nearest';
import { searchSlowly } from '@/engine/classical/neighbours/search';
import { rowsAt } from '@/engine/classical/rows';
import { inSlices, type Work } from '@/engine/classical/slices';
import type { Neighbour } from '@/worker/protocol';
import { imageAt } from './samples';

interface Wanted {
  /** Bytes of one picture. */
  pixels: Uint8Array;
  /** How many are wanted; fewer where there are fewer training images. */
  count: number;
  /** Position of a training image that is left out: a training image is its own nearest. */
  except: number | null;
}

/**
 * The training images nearest to a picture by Euclidean distance over pixels, exactly; of images equally far the earlier one in the training set.
 *
 * @throws RangeError where the picture is not of the data set's size
 */
export async function findNeighbours(data: PreparedData, { pixels, count, except }: Wanted, work: Work): Promise<Neighbour[]> {
  const positions = except === null ? data.train : data.train.filter((position) => position !== except);
  const training = rowsAt(data, positions);
  if (pixels.length !== training.size) throw new RangeError(`A picture has ${training.size} pixels, this one ${pixels.length}`);
  const nearest = new Nearest(Math.min(count, positions.length), positions.length);
  await inSlices(searchSlowly(training, pixels, nearest), work);
  return nearest.result().map(({ place, distance }) => {
    const index = positions[place] ?? 0;
    return { index, distance: Math.sqrt(distance) / 255, target: data.targets[index] ?? 0, pixels: imageAt(data, index) };
  });
}
