/** The libraries that an Experiment can be written for. */
export type CodeTarget = 'keras' | 'pytorch';

/** A Python program for an Experiment, or in words why there is none. */
export type GeneratedCode = { text: string; fileName: string } | { refused: string[] };

/** One file of the data set: what it holds, its name, and the SHA-256 of its bytes as they are downloaded. */
export interface CodeFile {
  role: 'trainImages' | 'trainLabels' | 'testImages' | 'testLabels';
  name: string;
  sha256: string;
}

/** Where a program finds the data set where the reader's folder lacks it. `url` is absolute and ends with a slash. */
export interface CodeSource {
  url: string;
  files: readonly CodeFile[];
}

/** A block of Python, with the imports that it needs on its first lines. */
export type Block = string;

/** What a program needs to know besides the Experiment. */
export interface Facts {
  /** `null` where the data are a file that Atelier saves. */
  source: CodeSource | null;
  /** Whether images are held out for validation. */
  validates: boolean;
  /** The file's name without its ending. */
  fileStem: string;
}
