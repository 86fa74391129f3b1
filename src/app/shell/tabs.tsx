import { useEffect, useRef } from 'react';
import { useDesign, useLab } from '@/app/hooks/use-store';
import { tabTitle } from '@/app/views/live-tabs';
import { TABS } from '@/app/views/views';
import styles from './tabs.module.css';

/** Which panel a small screen shows. */
export function Tabs({ tab, onTab }: { tab: string; onTab(tab: string): void }) {
  const current = useRef<HTMLButtonElement>(null);
  const designed = useDesign((design) => design.experiment.data);
  const data = useLab((state) => state.run?.experiment.data) ?? designed;
  // More tabs than fit are scrolled across.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is the reason to look where its button is.
  useEffect(() => {
    // In newer browsers it returns a promise, which is no cleanup.
    current.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [tab]);
  return (
    <nav className={styles.tabs} aria-label="Panels">
      {TABS.map((one) => (
        <button
          key={one.id}
          ref={one.id === tab ? current : null}
          type="button"
          aria-current={one.id === tab ? 'page' : undefined}
          onClick={() => onTab(one.id)}
        >
          {tabTitle(one, data)}
        </button>
      ))}
    </nav>
  );
}
