import type { ActionDialogProps } from '@/app/shell/action';
import { SHORTCUTS } from '@/app/shell/shortcuts';
import { Dialog } from '@/ui/dialogs/dialog';
import styles from './shortcuts-dialog.module.css';

/** Shortcuts of single parts of the page, which listen for them themselves. */
const OF_PARTS = [
  { keys: 'Ctrl + Z', does: 'Undo the last change of the settings, or of the drawing where it has the focus' },
  { keys: 'Ctrl + Y', does: 'Redo' },
  { keys: 'Arrow keys, Space', does: 'In the drawing: move the brush, draw' },
  { keys: 'Arrow up, arrow down', does: 'In a number field: the next value' },
  { keys: 'Arrow left, arrow right', does: 'In a chart: read the figures step by step' },
];

/** All shortcuts in one list. */
export function ShortcutsDialog(props: ActionDialogProps) {
  return (
    <Dialog title="Keyboard shortcuts" {...props}>
      <table className={styles.table}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Keys</th>
            <th scope="col">What they do</th>
          </tr>
        </thead>
        <tbody>
          {[...SHORTCUTS, ...OF_PARTS].map(({ keys, does }) => (
            <tr key={keys}>
              <th scope="row">
                <kbd>{keys}</kbd>
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>On a Mac, Cmd works as Ctrl does, and Option as Alt.</p>
    </Dialog>
  );
}
