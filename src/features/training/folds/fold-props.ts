import type { ReactNode } from 'react';
import type { TrainingSpec } from '@/experiment/training/types';

/** What every fold of the panel is given. */
export interface FoldProps {
  training: TrainingSpec;
  /** What is wrong at a place, in words. */
  problemOf(place: string): string | undefined;
  /** What is worth knowing about a value that may stay. */
  remarkOf(place: string): ReactNode;
  /** Whether anything is wrong at one of these places or inside them. */
  wrongIn(...places: string[]): boolean;
  onTraining(change: Partial<TrainingSpec>): void;
}
