import { type ReactNode, useMemo } from 'react';
import type { StoreApi } from 'zustand';
import { lab } from '@/stores/lab/lab';
import type { LabState } from '@/stores/lab/lab-state';
import { LabSource } from './use-store';

/** While it is hidden, what is inside sees the lab as it was: a run tells something four times a second, and nobody sees what would be drawn of it. */
export function WhileShown({ shown, children }: { shown: boolean; children: ReactNode }) {
  const source = useMemo(() => (shown ? lab.store : still(lab.store)), [shown]);
  return <LabSource value={source}>{children}</LabSource>;
}

/** A store that stays as another one is now. */
function still(store: StoreApi<LabState>): StoreApi<LabState> {
  const state = store.getState();
  return { ...store, getState: () => state, subscribe: () => () => undefined };
}
