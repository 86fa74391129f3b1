import { lazyPart, type Part } from './part';

/** What the dialog of an action gets. It is rendered once it was opened, and stays. Its code is loaded then. */
export interface ActionDialogProps {
  open: boolean;
  onClose(): void;
}

interface ActionBase {
  id: string;
  /** On its button or its line of the menu: a verb, or the name of what it opens. */
  label: string;
  /** `header` is a button that is always in sight; `menu` is a line of the menu. */
  place: 'header' | 'menu';
}

/** Something that can be done from everywhere: it does it, or opens a dialog in which it is done. */
export type Action = ActionBase & ({ run(): void } | { dialog: Part<ActionDialogProps> });

/** Every action, in the order of the header and of the menu. To add one: its file, and one line here. */
export const ACTIONS: readonly Action[] = [
  {
    id: 'experiments',
    label: 'Experiments',
    place: 'header',
    dialog: lazyPart('Experiments', async () => (await import('@/app/actions/experiments-wired')).ExperimentsWired),
  },
  {
    id: 'share',
    label: 'Copy link',
    place: 'header',
    dialog: lazyPart('Copy link', async () => (await import('@/app/actions/share-wired')).ShareWired),
  },
  {
    id: 'clear-runs',
    label: 'Clear runs …',
    place: 'menu',
    dialog: lazyPart('Clear runs', async () => (await import('@/app/actions/clear-runs')).ClearRuns),
  },
  {
    id: 'erase-everything',
    label: 'Erase everything …',
    place: 'menu',
    dialog: lazyPart('Erase everything', async () => (await import('@/app/actions/erase-everything')).EraseEverything),
  },
  {
    id: 'shortcuts',
    label: 'Keyboard shortcuts',
    place: 'menu',
    dialog: lazyPart('Keyboard shortcuts', async () => (await import('@/app/actions/shortcuts-dialog')).ShortcutsDialog),
  },
];
