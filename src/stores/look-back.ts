import { createStore } from 'zustand/vanilla';

const NOWHERE = { runId: null, epoch: null } as const;

/** Which earlier epoch of a run is looked back at; nothing of it is saved. */
export const lookBackStore = createStore<{ runId: string; epoch: number } | { runId: null; epoch: null }>(() => NOWHERE);

/** Shows the network of a run as it was after an epoch, wherever it is shown; `null`: as it is now. */
export const lookBackTo = (runId: string, epoch: number | null): void =>
  lookBackStore.setState(epoch === null ? NOWHERE : { runId, epoch }, true);

/** The epoch that is looked back at while a run is on show; `null` for the network as it is now. */
export function lookedBackAt(runId: string | undefined): number | null {
  const state = lookBackStore.getState();
  return state.runId === runId ? state.epoch : null;
}
