import { useStore } from 'zustand';
import { lookBackStore } from '@/stores/look-back';
import { useLab } from './use-store';

/** The epoch of the run on show that is looked back at; `null` for the network as it is now. */
export function useLookBack(): number | null {
  const runId = useLab((state) => state.run?.id);
  return useStore(lookBackStore, (state) => (state.runId === runId ? state.epoch : null));
}
