import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import type { Difference } from '@/experiment/identity';
import { settingWords } from './settings';

const OPTIONS = new Map(Object.values(CLASSICAL_MODELS).flatMap(({ fields }) => fields.map(({ name, label }) => [name, label])));

/** Parts that a setting of another name tells. */
const TOLD_BY: Readonly<Record<string, string>> = { 'data.labelNoiseRule': 'data.labelNoise' };

/** What a part of an Experiment is called within a sentence. */
export function partLabel(part: Difference): string {
  if (part.startsWith('layer.')) return 'layers';
  if (part === 'training.warmupEpochs') return 'warm-up';
  const setting = settingWords(TOLD_BY[part] ?? part);
  if (setting) return setting.label.toLowerCase();
  return OPTIONS.get(part.split('.')[1] ?? '') ?? 'model';
}

/** Parts in one line, each named once: "layers, batch size and seed". */
export function partsInWords(parts: readonly Difference[]): string {
  const names = [...new Set(parts.map(partLabel))];
  const last = names.pop();
  return names.length === 0 ? (last ?? '') : `${names.join(', ')} and ${last}`;
}
