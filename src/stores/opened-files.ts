import { createStore } from 'zustand/vanilla';

/** What came of files that were dropped on the page, or opened or saved from its menu. */
export interface OpenedFiles {
  /** `null` where there is nothing to say. */
  said: { text: string; state: 'opening' | 'opened' | 'failed' } | null;
  /** The run that was opened, where it was one alone. */
  runId: string | null;
}

const NOTHING: OpenedFiles = { said: null, runId: null };

export const openedFilesStore = createStore<OpenedFiles>(() => NOTHING);

/** Takes the message about opened files off the page. */
export const dismissOpenedFiles = (): void => openedFilesStore.setState(NOTHING);
