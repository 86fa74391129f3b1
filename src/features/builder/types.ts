import type { ClassicalModel } from '@/experiment/classical/models';
import type { Layer } from '@/experiment/network/kinds';
import type { NetworkPlan } from '@/experiment/network/plan';
import type { SettingIssue } from '@/experiment/setting-issue';

/** A published network to start from, or a classical model, as the list of presets names it. */
export interface PresetChoice {
  id: string;
  title: string;
  help: string;
}

export interface NetworkPanelProps {
  layers: readonly Layer[];
  /** What `describeNetwork` makes of the layers; the owner works it out once for everybody. */
  network: NetworkPlan;
  onChange(layers: Layer[]): void;
  canUndo: boolean;
  canRedo: boolean;
  onUndo(): void;
  onRedo(): void;
  presets: readonly PresetChoice[];
  /** Models that are no networks, named after their kinds. */
  classicalModels: readonly PresetChoice[];
  /** Id of the preset that the stack equals, or the kind of the classical model; `null` for a stack of one's own. */
  preset: string | null;
  onPreset(id: string): void;
  /** Stands in the place of the layers; `null` for a network. */
  classical: ClassicalCardProps | null;
}

/** A classical model and what can be done about it. */
export interface ClassicalCardProps {
  model: ClassicalModel;
  /** What it learns from. */
  item: 'image' | 'row';
  /** Of the whole design; those of the model stand at `classical.<option>`. */
  issues: readonly SettingIssue[];
  /** Bytes of an image, or inputs of a row. */
  pixels: number;
  /** Classes of the task. */
  classes: number;
  /** Images or rows to learn from; 0 while nobody knows. */
  trainingImages: number;
  onChange(model: ClassicalModel): void;
  /** Brings the last network back. */
  onBack(): void;
}
