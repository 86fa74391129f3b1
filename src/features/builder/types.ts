import type { Task } from '@/experiment/data/types';
import type { Network } from '@/experiment/network/network';
import type { Layer } from '@/experiment/network/types';

/** A published network to start from, as the list of presets names it. */
export interface PresetChoice {
  id: string;
  title: string;
  help: string;
}

export interface NetworkPanelProps {
  layers: readonly Layer[];
  task: Task;
  batchSize: number;
  /** What `describeNetwork` makes of the three above; the owner works it out once for everybody. */
  network: Network;
  onChange(layers: Layer[]): void;
  canUndo: boolean;
  canRedo: boolean;
  onUndo(): void;
  onRedo(): void;
  presets: readonly PresetChoice[];
  /** Id of the preset that the stack equals; `null` for a stack of one's own. */
  preset: string | null;
  onPreset(id: string): void;
}
