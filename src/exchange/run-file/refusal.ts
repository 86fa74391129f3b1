/** Why a file cannot be opened. */
export type FileProblem = 'damaged' | 'too-large' | 'newer' | 'not-a-run' | 'unsound';

/** In words: what is wrong, what is safe, what to do. */
export const FILE_PROBLEMS: Record<FileProblem, string> = {
  damaged: 'This file is damaged or incomplete. Nothing was changed. Save it or download it again.',
  'too-large': 'This file is larger than any that Atelier writes. Nothing was changed.',
  newer:
    'This file was made by a newer version of Atelier. Nothing was changed. Reload the page to get the latest version, then open it again.',
  'not-a-run': 'This is not a run that Atelier saved. Nothing was changed.',
  unsound: 'The weights in this file are not those of its network, or are not numbers. Nothing was changed.',
};

/** Thrown while a file is read, and caught by who reads it. */
export class FileRefusal extends Error {
  constructor(readonly problem: FileProblem) {
    super(FILE_PROBLEMS[problem]);
  }
}
