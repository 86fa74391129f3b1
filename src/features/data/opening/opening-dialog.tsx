import { useEffect, useRef } from 'react';
import { formatBytes, formatCount } from '@/experiment/words/numbers';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialogs/dialog';
import { Notice } from '@/ui/notice';
import { Progress } from '@/ui/waiting/progress';
import { ChooseFiles } from './choose-files';
import styles from './opening.module.css';
import type { OpeningDialogProps } from './opening-props';
import { Wanted } from './outcome';
import { Preview } from './preview';
import { StoredSets } from './stored-sets';
import { TablePreview } from './table/table-preview';

/** Files become a data set: they are chosen, what was understood is shown, and only then are they used. */
export function OpeningDialog(props: OpeningDialogProps) {
  const { opening, progress, onFiles, onOptions, onFormat, onUse, onUseTable, onClose } = props;
  const { state, preview, problem, wanted } = opening;
  const body = useRef<HTMLDivElement>(null);
  // What had the focus gave way to the next step: the focus goes there, and not to the page below.
  useEffect(() => {
    if (state !== null && document.activeElement === document.body) body.current?.focus({ preventScroll: true });
  }, [state]);
  return (
    <Dialog title={state === 'collect' ? 'Collect pictures' : 'Open files'} open={state !== null} onClose={onClose}>
      <div ref={body} tabIndex={-1} className={styles.body}>
        {problem && !preview && (
          <Notice kind="error" title="These files could not be used.">
            {problem}
          </Notice>
        )}
        {wanted && (state === 'choose' || preview) && <Wanted wanted={wanted} />}
        {state === 'collect' ? (
          props.collect
        ) : state === 'reading' ? (
          <Reading progress={progress} onCancel={onClose} />
        ) : preview?.kind === 'table' ? (
          <TablePreview
            key={JSON.stringify(preview.format)}
            preview={preview}
            opening={opening}
            onUse={onUseTable}
            onFiles={onFiles}
            onFormat={onFormat}
          />
        ) : preview ? (
          <Preview preview={preview} opening={opening} onUse={onUse} onFiles={onFiles} onOptions={onOptions} />
        ) : (
          <>
            <ChooseFiles onFiles={onFiles} onCollect={props.onCollect} />
            <StoredSets {...props} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function Reading({ progress, onCancel }: Pick<OpeningDialogProps, 'progress'> & { onCancel(): void }) {
  const words = progress ? progressWords(progress) : '';
  return (
    <div className={styles.reading} role="status">
      <p>Reading the files … {words}</p>
      <Progress label="Reading the files" value={progress ? progress.done / Math.max(1, progress.total) : null} text={words} />
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  );
}

const progressWords = ({ done, total, of }: NonNullable<OpeningDialogProps['progress']>): string =>
  of === 'bytes' ? `${formatBytes(done)} of ${formatBytes(total)}` : `${formatCount(done)} of ${formatCount(total)} pictures`;
