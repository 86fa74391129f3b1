import { createStore } from 'zustand/vanilla';
import type { EngineChoice } from './types';

const STORAGE_KEY = 'atelier.preferences';

/** What a person prefers about the app itself; no run depends on it. */
export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  engine: EngineChoice;
}

const DEFAULTS: Preferences = { theme: 'system', engine: 'auto' };

export const preferencesStore = createStore<Preferences>(() => ({ ...DEFAULTS, ...load() }));

preferencesStore.subscribe((preferences) => {
  applyTheme(preferences.theme);
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(preferences));
  } catch (error) {
    console.warn('Preferences could not be saved on this computer.', error);
  }
});

applyTheme(preferencesStore.getState().theme);

function applyTheme(theme: Preferences['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Only values this version knows; anything else is left at its default. */
function load(): Partial<Preferences> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    const { theme, engine } = (stored ?? {}) as Record<string, unknown>;
    return {
      ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
      ...(engine === 'webgl' || engine === 'wasm' || engine === 'cpu' ? { engine } : {}),
    };
  } catch (error) {
    console.warn('No preferences could be read.', error);
    return {};
  }
}
