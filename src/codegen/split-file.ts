/** Positions of images: training images first, then test images. */
export interface SplitParts {
  train: Iterable<number>;
  validation: Iterable<number>;
  test: Iterable<number>;
}

/** The file that the programs read with `--split`: which images train, validate and test. */
export const splitFile = ({ train, validation, test }: SplitParts): string =>
  JSON.stringify({ train: [...train], validation: [...validation], test: [...test] });
