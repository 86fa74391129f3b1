import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialogs/dialog';
import { Notice } from '@/ui/notice';
import { Progress } from '@/ui/waiting/progress';
import { ChooseFiles } from './choose-files';
import styles from './opening.module.css';
import type { OpeningDialogProps } from './opening-props';
import { Preview } from './preview';
import { StoredSets } from './stored-sets';

/** Files become a data set: they are chosen, what was understood is shown, and only then are they used. */
export function OpeningDialog(props: OpeningDialogProps) {
  const { opening, onFiles, onUse, onClose } = props;
  const { state, preview, problem } = opening;
  return (
    <Dialog title="Open files" open={state !== null} onClose={onClose}>
      <div className={styles.body}>
        {problem && (
          <Notice kind="error" title="These files could not be used.">
            {problem}
          </Notice>
        )}
        {preview && state !== 'choose' ? (
          <Preview key={preview.name} preview={preview} saving={state === 'saving'} onUse={onUse} onFiles={onFiles} />
        ) : state === 'reading' ? (
          <Reading onCancel={onClose} />
        ) : (
          <>
            <ChooseFiles onFiles={onFiles} />
            <StoredSets {...props} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function Reading({ onCancel }: { onCancel(): void }) {
  return (
    <div className={styles.reading} role="status">
      <p>Reading the files …</p>
      <Progress label="Reading the files" value={null} />
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  );
}
