import { preferencesStore } from '@/stores/preferences';
import { Button } from '@/ui/button';
import { useHelp } from '@/ui/use-help';
import styles from './app.module.css';
import { ExperimentsButton } from './published-wired';
import { useLab, usePreferences } from './use-store';

/** What fills the large side of a laptop's screen. */
export type View = 'live' | 'report' | 'runs';

const VIEWS: readonly { view: View; label: string }[] = [
  { view: 'live', label: 'Live' },
  { view: 'report', label: 'Report' },
  { view: 'runs', label: 'Runs' },
];

interface ViewSwitchProps {
  view: View;
  onView(view: View): void;
}

/** What the large side of a laptop's screen shows; a phone has it among its tabs. */
function ViewSwitch({ view: current, onView }: ViewSwitchProps) {
  return (
    <nav className={styles.views} aria-label="Views">
      {VIEWS.map(({ view, label }) => (
        <button key={view} type="button" aria-current={view === current ? 'page' : undefined} onClick={() => onView(view)}>
          {label}
        </button>
      ))}
    </nav>
  );
}

/** The name, the published experiments, what computes, and light or dark. */
export function Header({ view, onView }: ViewSwitchProps) {
  return (
    <header className={styles.header}>
      <h1>Atelier</h1>
      <p className={styles.tagline}>a neural network laboratory for garments</p>
      <ViewSwitch view={view} onView={onView} />
      <ExperimentsButton />
      <BackendChip />
      <ThemeButton />
    </header>
  );
}

const UNMEASURED = 'What computes here. Which engine is fastest for your network is measured while the design rests, and before training.';

function BackendChip() {
  const backend = useLab((lab) => lab.backend);
  const storage = useLab((lab) => lab.storage);
  const words = backend ? [backend.label, backend.device].filter(Boolean).join(' · ') : 'Opening …';
  const unsaved = storage?.problem ? ` Nothing is saved on this computer: ${storage.problem}` : '';
  const { id, anchor, focus, bubble } = useHelp(`${backend ? backend.reason || UNMEASURED : 'The engine is being chosen.'}${unsaved}`);
  return (
    <div className={styles.chip}>
      <span className={backend?.hardware ? styles.fast : styles.slow} aria-hidden="true" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the explanation of an output must be reachable by keyboard. */}
      <output aria-label="Backend" aria-describedby={id} tabIndex={0} {...anchor} {...focus}>
        {words}
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
    <Button look="icon" aria-label={`Colours: ${words}`} onClick={() => preferencesStore.setState({ theme: NEXT[theme] })}>
      {SIGNS[theme]}
    </Button>
  );
}
