import { type Experiment, layersOf } from '@/experiment/experiment';
import { sourceOf } from './data/saved/data-file';
import { fileStem } from './file-stem';
import { docstring } from './header';
import { assemble } from './python/assemble';
import { refusalsOf, splitHasValidation } from './refusals';
import { TARGETS } from './targets';
import type { CodeSource, CodeTarget, GeneratedCode } from './types';

export { dataFileName } from './data/saved/data-file';
export type { CodeSource, CodeTarget, GeneratedCode } from './types';

/** What people call the libraries, in the order in which they are offered. */
export const CODE_TARGETS: readonly { id: CodeTarget; title: string }[] = [
  { id: 'keras', title: TARGETS.keras.title },
  { id: 'pytorch', title: TARGETS.pytorch.title },
];

/**
 * An Experiment as one complete Python file that reads or downloads the data set, trains and evaluates the same network in the same way. Never
 * throws; what the library cannot do is refused in words.
 *
 * @param source where the file finds a data set that is downloaded; of others it reads the file that Atelier saves (`dataFileName`)
 */
export function generateCode(experiment: Experiment, target: CodeTarget, source: CodeSource): GeneratedCode {
  const { refusals, blocks, running } = TARGETS[target];
  const refused = refusalsOf(experiment);
  if (refused.length > 0) return { refused };
  const unsupported = refusals(experiment);
  if (unsupported.length > 0) return { refused: unsupported };
  const stem = `${fileStem(experiment.name)}_${target}`;
  const fileName = `${stem}.py`;
  const hasDropout = layersOf(experiment).some((layer) => layer.kind === 'dropout' && layer.rate > 0);
  const head = docstring(experiment, { library: TARGETS[target].title, running: running(fileName), hasDropout });
  const facts = {
    source: sourceOf(experiment.data.dataset, source),
    validates: splitHasValidation(experiment),
    fileStem: stem,
  };
  return { fileName, text: assemble(head, blocks(experiment, facts)) };
}
