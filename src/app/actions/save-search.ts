import { dataFileName } from '@/codegen/generate';
import { SEARCH_TARGETS } from '@/codegen/search/targets';
import type { SearchTarget } from '@/codegen/search/titles';
import { DEFAULT_DATASET, isDownloaded } from '@/experiment/data/datasets';
import { onDataset } from '@/experiment/data/on-dataset';
import { saveText } from '@/features/evaluation/save-text';
import type { Study } from '@/study/study';
import { sourceOf } from './code-wired';

/** Saves a study as a program for a library that searches, on files where its images are generated here. Returns what came of it, in a sentence. */
export function saveSearch(study: Study, target: SearchTarget): string {
  const { data } = study.base;
  const file = dataFileName(data.dataset);
  const dataset = isDownloaded(data.dataset) ? data.dataset : DEFAULT_DATASET;
  const base = file === null ? { ...study.base, data: onDataset(data, dataset) } : study.base;
  const code = SEARCH_TARGETS[target].generate({ ...study, base }, sourceOf(dataset));
  if ('refused' in code) return code.refused.join(' ');
  saveText(code.text, code.fileName, 'text/plain');
  const needed = file === null ? '' : ` It reads ${file}, which “Export code” saves.`;
  return `Saved ${code.fileName}.${needed} Add its results with “Add results”.`;
}
