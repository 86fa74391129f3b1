import { useCallback, useState } from 'react';
import { TABS, type TabId } from './tabs';

/** In the tab's own storage: a reload comes back to where one was, the next visitor of a shared computer begins at the beginning. */
const STORAGE_KEY = 'atelier.tab';

/** Which panel is on show, and how to show another. */
export function useTab(): [TabId, (tab: TabId) => void] {
  const [tab, setTab] = useState(readTab);
  const show = useCallback((next: TabId) => {
    setTab(next);
    try {
      sessionStorage.setItem(STORAGE_KEY, next);
    } catch (error) {
      console.warn('Which view is open could not be noted.', error);
    }
  }, []);
  return [tab, show];
}

function readTab(): TabId {
  try {
    const stored = sessionStorage.getItem(STORAGE_KEY);
    return TABS.find(({ id }) => id === stored)?.id ?? 'design';
  } catch (error) {
    console.warn('Which view was open could not be read.', error);
    return 'design';
  }
}
