import type { Part } from './part';

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
