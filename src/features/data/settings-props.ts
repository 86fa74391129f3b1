import type { DataSpec } from '@/experiment/data/types';
import type { SettingIssue } from '@/experiment/setting-issue';

/** What every section of the settings gets. */
export interface SettingsProps {
  /** On the data set in use. */
  data: DataSpec;
  /** Images of each class in that data set's two parts; empty while it is not there. */
  counts: { train: readonly number[]; test: readonly number[] };
  issues: readonly SettingIssue[];
  /** Changes of one `kind` in quick succession are undone together. */
  onData(kind: string, change: Partial<DataSpec>): void;
}

/** Opens the training images of a label of the data set, or of an answer of the task. */
export type OpenImages = (by: 'label' | 'answer', chosen: number) => void;
