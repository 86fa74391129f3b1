import type { ReportId } from '@/experiment/presets/published';
import type { LabelChange, Run } from '@/run/types';
import type { OnRunExport } from './run-exports';

/** What can be done with a kept run. */
export interface RunActions {
  /** Makes a run's settings those of the design. */
  onUse(run: Run): void;
  /** Shows a run's Experiment as a program. */
  onExportCode(run: Run): void;
  onSave: OnRunExport;
  /** Shows a run again; `null` while another one is active. */
  onOpen: ((run: Run) => void) | null;
  /** Trains the design from a run's weights; `null` while another run is active. */
  onStartFrom: ((run: Run) => void) | null;
  onLabel(run: Run, change: LabelChange): void;
  /** Deletes a run; resolves once it is gone, with `null`, or with why it cannot be deleted, in sentences. */
  onDelete(run: Run): Promise<string | null>;
  /** Brings a deleted run back; resolves with why that cannot be, in sentences, or `null`. */
  onUndoDelete(run: Run): Promise<string | null>;
  /** Lays runs side by side. */
  onCompare(runs: readonly Run[]): void;
  /** Lays all runs of a report's experiments side by side, with the published figures. */
  onCompareReport(report: ReportId): void;
}
