import { createStore } from 'zustand/vanilla';
import { readLocal, removeLocal, writeLocal } from './local';

const KEY = 'erasedElsewhere';

/** Whether another tab erased everything just before this page was loaded: whoever looks at this one did not ask for it. */
export const erasedElsewhereStore = createStore<{ erased: boolean }>(() => ({ erased: readLocal(KEY, 'visit') === true }));

// Another reload says nothing any more.
removeLocal(KEY, 'visit');

/** Keeps for the page that is loaded next why it is empty. */
export const noteErasedElsewhere = (): void => writeLocal(KEY, true, 'visit');

/** Where it was read. */
export const dismissErasedElsewhere = (): void => erasedElsewhereStore.setState({ erased: false });
