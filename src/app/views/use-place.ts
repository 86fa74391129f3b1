import { useCallback, useEffect, useState } from 'react';
import { DESIGN_TAB, TABS } from './views';

/** What the history's entries carry. They outlive a reload, and the next visitor of a shared computer begins at the beginning. */
const STATE_KEY = 'atelierTab';

/** Which tab is shown (on a large screen: which view), and how to show another. Each is an entry of the browser's history, so that Back leads to the one before. */
export function usePlace(): [string, (tab: string) => void] {
  const [tab, setTab] = useState(readTab);
  useEffect(() => {
    const onPop = () => setTab(readTab());
    window.addEventListener('popstate', onPop);
    return () => window.removeEventListener('popstate', onPop);
  }, []);
  const show = useCallback((next: string) => {
    if (next !== readTab()) history.pushState({ ...history.state, [STATE_KEY]: next }, '');
    setTab(next);
  }, []);
  return [tab, show];
}

function readTab(): string {
  const noted: unknown = history.state?.[STATE_KEY];
  return TABS.find(({ id }) => id === noted)?.id ?? DESIGN_TAB.id;
}
