import { TABS } from '@/app/views/views';
import styles from './tabs.module.css';

/** Which panel a small screen shows. */
export function Tabs({ tab, onTab }: { tab: string; onTab(tab: string): void }) {
  return (
    <nav className={styles.tabs} aria-label="Panels">
      {TABS.map(({ id, title }) => (
        <button key={id} type="button" aria-current={id === tab ? 'page' : undefined} onClick={() => onTab(id)}>
          {title}
        </button>
      ))}
    </nav>
  );
}
