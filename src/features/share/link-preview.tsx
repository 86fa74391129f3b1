import type { OwnEntry } from '@/experiment/data/own';
import type { Experiment } from '@/experiment/experiment';
import { changedRows } from '@/experiment/words/setting-rows';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialogs/dialog';
import styles from './share.module.css';

interface LinkPreviewProps {
  open: boolean;
  /** What the link holds. */
  experiment: Experiment;
  /** The design that it would replace. */
  design: Experiment;
  /** Own data that the link is for and this computer lacks; `null` where it has them. */
  lacking: OwnEntry | null;
  onUse(): void;
  onClose(): void;
}

/** What a link would change, before it changes anything. */
export function LinkPreview({ open, experiment, design, lacking, onUse, onClose }: LinkPreviewProps) {
  const changed = changedRows(experiment, design);
  return (
    <Dialog
      title={experiment.name === '' ? 'Settings from a link' : `Settings from a link: ${experiment.name}`}
      open={open}
      onClose={onClose}
    >
      <div className={styles.share}>
        {changed.length === 0 ? (
          <p>This link holds the settings that you have already. Nothing would change.</p>
        ) : (
          <>
            <p>
              {changed.length === 1 ? 'One setting differs' : `${changed.length} settings differ`} from yours. Nothing changes until you
              choose, nothing starts by itself, and you can undo it.
            </p>
            {lacking && (
              <p>
                <strong>The data “{lacking.name}” are not on this computer.</strong> They were opened from{' '}
                {lacking.files.join(', ') || 'files'}: open the same files afterwards, and they are recognized by their content.
              </p>
            )}
            <div className={styles.scroll}>
              <table className={styles.changes}>
                <thead>
                  <tr>
                    <th scope="col">Setting</th>
                    <th scope="col">Yours</th>
                    <th scope="col">In the link</th>
                  </tr>
                </thead>
                <tbody>
                  {changed.map(({ key, label, value, base }) => (
                    <tr key={key}>
                      <th scope="row">{label}</th>
                      <td>{base}</td>
                      <td>{value}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
        <div className={styles.buttons}>
          {changed.length > 0 && (
            <Button look="primary" onClick={onUse}>
              Use these settings
            </Button>
          )}
          <Button onClick={onClose}>{changed.length > 0 ? 'Keep mine' : 'Close'}</Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Why a link is not opened, and that nothing was changed. */
export function LinkRefusal({ open, message, onClose }: { open: boolean; message: string; onClose(): void }) {
  return (
    <Dialog title="This link cannot be opened" open={open} onClose={onClose}>
      <div className={styles.share}>
        <p>{message}</p>
        <div className={styles.buttons}>
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </Dialog>
  );
}
