import { createStore } from 'zustand/vanilla';
import { EXPERIMENT_VERSION, type Experiment } from '@/experiment/experiment';
import { parseExperiment } from '@/experiment/schema';
import { readLocal, readLocalText, removeLocal, writeLocal } from './local';

const KEY = 'design';
/** Where this version saves while another one's design is under `KEY`. */
const OWN_KEY = `design.v${EXPERIMENT_VERSION}`;

/** A saved design that this version cannot read. It stays where it is, for the version that wrote it. */
export interface ForeignDesign {
  value: unknown;
  /** Whether a newer version of the app wrote it. */
  newer: boolean;
}

export const foreignDesignStore = createStore<{ design: ForeignDesign | null }>(() => ({ design: null }));

/** The design saved in this browser; `null` where there is none that can be read. One that cannot be read is never written over. */
export function loadDesign(): Experiment | null {
  // What is no JSON is kept as the text that it is.
  const stored = readLocal(KEY) ?? readLocalText(KEY);
  if (stored === null) return null;
  const design = parseExperiment(stored);
  if (design) return design;
  foreignDesignStore.setState({ design: { value: stored, newer: versionOf(stored) > EXPERIMENT_VERSION } });
  return parseExperiment(readLocal(OWN_KEY));
}

export const saveDesign = (design: Experiment): void => writeLocal(foreignDesignStore.getState().design ? OWN_KEY : KEY, design);

/** Gives the place of the unreadable design to this one. */
export function replaceForeignDesign(design: Experiment): void {
  forgetForeignDesign();
  saveDesign(design);
  removeLocal(OWN_KEY);
}

/** Where everything that was saved has been erased. */
export const forgetForeignDesign = (): void => foreignDesignStore.setState({ design: null });

function versionOf(value: unknown): number {
  const { version } = Object(value) as { version?: unknown };
  return typeof version === 'number' ? version : 0;
}
