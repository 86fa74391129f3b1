import type { NeighbourSearch } from '@/features/images/detail/neighbours';
import { lab } from '@/stores/lab/lab';

const NEIGHBOURS = 8;

/** The training images of the shown run that are nearest to a picture. */
export const NEIGHBOUR_SEARCH: NeighbourSearch = {
  find: (pixels, index) => lab.questions.neighbours(pixels, NEIGHBOURS, index),
  cancel: () => lab.commands.cancelNeighbours(),
};
