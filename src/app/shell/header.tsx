import { useLab, usePreferences } from '@/app/hooks/use-store';
import type { View } from '@/app/views/view';
import { VIEWS } from '@/app/views/views';
import { preferencesStore } from '@/stores/preferences';
import { Button } from '@/ui/button';
import { useHelp } from '@/ui/help/use-help';
import styles from './header.module.css';
import { HeaderActions } from './header-actions';
import { preload } from './part';

interface ViewSwitchProps {
  view: View;
  onView(view: View): void;
}

/** What the large side of a laptop's screen shows; a phone has it among its tabs. */
function ViewSwitch({ view: current, onView }: ViewSwitchProps) {
  return (
    <nav className={styles.views} aria-label="Views">
      {VIEWS.map((view) => (
        <button
          key={view.id}
          type="button"
          aria-current={view === current ? 'page' : undefined}
          onPointerEnter={() => preload(view.part)}
          onClick={() => onView(view)}
        >
          {view.title}
        </button>
      ))}
    </nav>
  );
}

/** The name, the views, the actions, what computes, and light or dark. */
export function Header({ view, onView, blocked }: ViewSwitchProps & { blocked: string | null }) {
  const showView = (id: string) => {
    const next = VIEWS.find((one) => one.id === id);
    if (next) onView(next);
  };
  return (
    <header className={styles.header}>
      <h1>Atelier</h1>
      <p className={styles.tagline}>Train a neural network to recognize clothes</p>
      <ViewSwitch view={view} onView={onView} />
      <HeaderActions blocked={blocked} showView={showView} />
      <BackendChip />
      <ThemeButton />
    </header>
  );
}

const UNMEASURED = 'What does the computing. Atelier picks the fastest engine for your network.';

function BackendChip() {
  const backend = useLab((state) => state.backend);
  const storage = useLab((state) => state.storage);
  const unsaved = storage?.problem ? ` Nothing is saved in this browser: ${storage.problem}` : '';
  const { id, anchor, focus, bubble } = useHelp(`${backend ? backend.reason || UNMEASURED : 'The engine is being chosen.'}${unsaved}`);
  return (
    <div className={styles.chip}>
      <span className={backend?.hardware ? styles.fast : styles.slow} aria-hidden="true" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the explanation of an output must be reachable by keyboard. */}
      <output aria-label="Backend" aria-describedby={id} tabIndex={0} {...anchor} {...focus}>
        {backend ? backend.label : 'Starting …'}
        {backend?.device && <span className={styles.device}> · {backend.device}</span>}
      </output>
      {bubble}
    </div>
  );
}

const NEXT = { system: 'light', light: 'dark', dark: 'system' } as const;
const SIGNS = { system: '◐', light: '○', dark: '●' } as const;

function ThemeButton() {
  const theme = usePreferences((preferences) => preferences.theme);
  const words = theme === 'system' ? 'as the system' : theme;
  return (
    <Button look="icon" aria-label={`Colors: ${words}`} onClick={() => preferencesStore.setState({ theme: NEXT[theme] })}>
      {SIGNS[theme]}
    </Button>
  );
}
