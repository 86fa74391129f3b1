import type { ReactNode } from 'react';
import type { ItemShape } from '@/experiment/data/item-shape';
import type { EvaluationSet } from '@/run/types';
import type { ChoiceOption } from '@/ui/fields/choice';
import type { FetchPixels } from '@/ui/pictures/use-pixels';
import type { MapChoices } from './map-controls';
import type { Found, Guest, ShownMap } from './types';

export interface MapPanelProps {
  /** What to do, while there is nothing to map. */
  hint: string | null;
  sets: readonly ChoiceOption<EvaluationSet>[];
  set: EvaluationSet;
  onSet(set: EvaluationSet): void;
  choices: MapChoices;
  onChoices(choices: MapChoices): void;
  hasHidden: boolean;
  /** Which images are on the map, and of which moment the answers are. */
  standing: ReactNode;
  /** Work under way: its share from 0 to 1, `null` while nobody can know. */
  progress: { words: string; share: number | null } | null;
  onCancel(): void;
  /** Why there is no map. */
  error: string | null;
  /** Makes the map again; `null` where it is as new as can be. */
  onAgain: (() => void) | null;
  map: ShownMap | null;
  classNames: readonly string[];
  imageShape: ItemShape;
  fetch: FetchPixels;
  guests: readonly Guest[];
  /** Where an image lies that was to be found: it is shown as soon as the map is there. `image` is `null` of a guest. */
  found: Found | null;
  /** It has been shown. */
  onFound(): void;
  onOpen(image: number): void;
  onSelect(images: readonly number[]): void;
}
