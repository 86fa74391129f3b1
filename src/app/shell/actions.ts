import { openFile } from '@/app/actions/open-file';
import type { Action } from './action';
import { lazyPart } from './part';

/** Every action, in the order of the header and of the menu. To add one: its file, and one line here. */
export const ACTIONS: readonly Action[] = [
  {
    id: 'experiments',
    label: 'Experiments',
    place: 'header',
    dialog: lazyPart('Experiments', async () => (await import('@/app/actions/dialogs')).ExperimentsWired),
  },
  {
    id: 'share',
    label: 'Copy link',
    place: 'header',
    dialog: lazyPart('Copy link', async () => (await import('@/app/actions/dialogs')).ShareWired),
  },
  {
    id: 'open-file',
    label: 'Open file',
    place: 'menu',
    run: openFile,
  },
  {
    id: 'save-run',
    label: 'Save run',
    place: 'menu',
    run: async () => (await import('@/app/actions/save-run')).saveRunOnShow(),
  },
  {
    id: 'code',
    label: 'Export code',
    place: 'menu',
    dialog: lazyPart('Export code', async () => (await import('@/app/actions/dialogs')).DesignCode),
  },
  {
    id: 'clear-runs',
    label: 'Clear runs …',
    place: 'menu',
    dialog: lazyPart('Clear runs', async () => (await import('@/app/actions/dialogs')).ClearRuns),
  },
  {
    id: 'erase-everything',
    label: 'Erase everything …',
    place: 'menu',
    dialog: lazyPart('Erase everything', async () => (await import('@/app/actions/dialogs')).EraseEverything),
  },
  {
    id: 'shortcuts',
    label: 'Keyboard shortcuts',
    place: 'menu',
    dialog: lazyPart('Keyboard shortcuts', async () => (await import('@/app/actions/shortcuts-dialog')).ShortcutsDialog),
  },
];
