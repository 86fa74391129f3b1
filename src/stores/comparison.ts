import { createStore } from 'zustand/vanilla';
import type { ReportId } from '@/experiment/presets/published';

/** What the view "Runs" lays side by side; without runs it lists them all. */
export interface Comparison {
  /** In the order in which they were chosen. */
  runIds: readonly string[];
  /** The report whose published figures stand beside them. */
  report: ReportId | null;
}

const NOTHING: Comparison = { runIds: [], report: null };

export const comparisonStore = createStore<Comparison>(() => NOTHING);

/** Lays runs side by side and brings them to the front; with a report, its published figures as well. */
export const compareRuns = (runIds: readonly string[], report: ReportId | null = null): void =>
  comparisonStore.setState({ runIds: [...new Set(runIds)], report });

/** Back to the list of all runs. */
export const endComparison = (): void => comparisonStore.setState(NOTHING);

/** Whether anything is laid side by side. */
export const isComparing = ({ runIds, report }: Comparison): boolean => runIds.length > 0 || report !== null;
