import type { CodeSource, GeneratedCode } from '@/codegen/types';
import type { Study } from '@/study/study';
import { generateKerasTuner } from './keras-tuner';
import { generateRayTune } from './ray-tune';
import type { SearchTarget } from './titles';

/** The one table from library to what writes a study for it; one left out is a compile error. */
export const SEARCH_TARGETS: Record<SearchTarget, { generate(study: Study, source: CodeSource): GeneratedCode }> = {
  kerasTuner: { generate: generateKerasTuner },
  rayTune: { generate: generateRayTune },
};
