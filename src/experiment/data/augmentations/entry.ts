import type { KindChoice } from '@/experiment/choice';
import type { SettingIssue } from '@/experiment/setting-issue';

/**
 * One random change of an image, done with its probability; what it draws depends on the seed, the epoch and the image alone. Lengths are in pixels. What
 * comes from outside the image is black. The files of this folder say what each one does.
 */
export interface StepEntry<T extends { kind: string }> extends KindChoice<T> {
  /** The option that does not fit images whose shorter side has `side` pixels, if any. Absent: all fit any image. */
  misfit?(step: T, side: number): SettingIssue[];
  /** Options whose value leaves images of this side as they are, as 0 does for every option. Absent: none. */
  idle?(side: number): Readonly<Record<string, number>>;
  /** Options of which each may be 0, as the others still change the image. Absent: none. */
  parts?: readonly string[];
}

/** Describes a step; its type follows from the schema. */
export const augmentationStep = <T extends { kind: string }>(
  entry: Pick<StepEntry<T>, 'schema'> & Omit<StepEntry<NoInfer<T>>, 'schema'>,
): StepEntry<T> => entry;
