import { createStore } from 'zustand/vanilla';
import { readLocal, writeLocal } from './local';
import type { EngineChoice } from './types';

const KEY = 'preferences';

/** What a person prefers about the app itself; no run depends on it. */
export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  engine: EngineChoice;
}

const DEFAULTS: Preferences = { theme: 'system', engine: 'auto' };

export const preferencesStore = createStore<Preferences>(() => ({ ...DEFAULTS, ...load() }));

preferencesStore.subscribe((preferences) => {
  applyTheme(preferences.theme);
  writeLocal(KEY, preferences);
});

applyTheme(preferencesStore.getState().theme);

function applyTheme(theme: Preferences['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Only values this version knows; anything else is left at its default. */
function load(): Partial<Preferences> {
  const { theme, engine } = Object(readLocal(KEY)) as Record<string, unknown>;
  return {
    ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
    ...(engine === 'webgl' || engine === 'wasm' || engine === 'cpu' ? { engine } : {}),
  };
}
