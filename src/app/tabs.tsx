import styles from './app.module.css';

export const TABS = [
  { id: 'design', label: 'Design' },
  { id: 'curves', label: 'Curves' },
  { id: 'confusion', label: 'Matrix' },
  { id: 'samples', label: 'Samples' },
  { id: 'draw', label: 'Draw' },
  { id: 'report', label: 'Report' },
  { id: 'runs', label: 'Runs' },
] as const;

export type TabId = (typeof TABS)[number]['id'];

/** Which panel a small screen shows. */
export function Tabs({ tab, onTab }: { tab: TabId; onTab(tab: TabId): void }) {
  return (
    <nav className={styles.tabs} aria-label="Panels">
      {TABS.map(({ id, label }) => (
        <button key={id} type="button" aria-current={id === tab ? 'page' : undefined} onClick={() => onTab(id)}>
          {label}
        </button>
      ))}
    </nav>
  );
}
