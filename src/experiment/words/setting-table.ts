import type { Experiment } from '@/experiment/experiment';
import { sameContent } from '@/experiment/identity';
import { inDigits } from './digits';
import { comparableSettings, layerWords, type Setting } from './setting-rows';

/** A setting in which some of several Experiments differ, in words. */
export interface DifferingSetting {
  key: string;
  label: string;
  /** One for each Experiment; `null` where it has no such setting. */
  values: (string | null)[];
}

/** The settings in which several Experiments differ by content: data, layers by their place, training. None for fewer than two. */
export function differingSettings(experiments: readonly Experiment[]): DifferingSetting[] {
  const all = experiments.map((experiment) => new Map(comparableSettings(experiment).map((setting) => [setting.key, setting])));
  const keys = [...new Set(all.flatMap((settings) => [...settings.keys()]))];
  return keys.sort(byPlace).flatMap((key) =>
    rowOf(
      key,
      all.map((settings) => settings.get(key) ?? null),
    ),
  );
}

function rowOf(key: string, settings: readonly (Setting | null)[]): DifferingSetting[] {
  const there = settings.filter((setting) => setting !== null);
  const [first] = there;
  if (!first || (there.length === settings.length && there.every(({ content }) => sameContent(content, first.content)))) return [];
  const isLayer = key.startsWith('layer.');
  // Two layers at one place may be of different kinds: each names its own.
  const words = (setting: Setting) => (isLayer ? layerWords(setting) : setting.value);
  const alike = (setting: Setting) =>
    there.find((other) => words(other) === words(setting) && !sameContent(other.content, setting.content));
  const values = settings.map((setting) => {
    if (!setting) return null;
    const twin = alike(setting);
    return twin ? `${words(setting)} (${inDigits(setting.content, twin.content)[0]})` : words(setting);
  });
  return [{ key, label: isLayer ? `Layer ${key.slice('layer.l'.length)}` : first.label, values }];
}

const FLOORS = ['data.', 'model', 'layer.', 'training.'];

/** Data, then the model and its layers from the input on, then training; inside each in the order in which they were met. */
function byPlace(a: string, b: string): number {
  const floor = (key: string) => FLOORS.findIndex((start) => key.startsWith(start));
  const layer = (key: string) => (key.startsWith('layer.') ? Number(key.slice('layer.l'.length)) : 0);
  return floor(a) - floor(b) || layer(a) - layer(b);
}
