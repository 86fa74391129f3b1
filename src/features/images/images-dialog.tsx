import { useMemo, useState } from 'react';
import { judge, selectImages } from '@/metrics/selection';
import type { ImagesRequest } from '@/stores/images';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialogs/dialog';
import { Notice } from '@/ui/notice';
import { Progress } from '@/ui/waiting/progress';
import { ImagesBody } from './images-body';
import styles from './images-dialog.module.css';
import { type ImagesDialogProps, type ImagesView, initialView } from './images-view';
import { subjectOf } from './words';

const titleOf = ({ mode, filter }: ImagesView, classNames: readonly string[]): string =>
  mode === 'single' ? 'a sample' : subjectOf(filter, classNames);

/** The images behind a number. */
export function ImagesDialog(props: ImagesDialogProps) {
  const { request, predictions, error, classNames, onAsk, onClose } = props;
  const [chosen, setChosen] = useState<{ request: ImagesRequest | null; view: ImagesView } | null>(null);
  const threshold = request?.threshold ?? null;
  const judged = useMemo(() => predictions && judge(predictions, threshold), [predictions, threshold]);
  const view = request && (chosen?.request === request ? chosen.view : initialView(request));
  const filter = view?.filter;
  const order = view?.order;
  const rows = useMemo(() => (judged && filter && order ? selectImages(judged, filter, order) : null), [judged, filter, order]);
  const change = (part: Partial<ImagesView>) => view && setChosen({ request, view: { ...view, ...part } });
  return (
    <Dialog title={`Images: ${view ? titleOf(view, classNames) : ''}`} size="full" open={request !== null} onClose={onClose}>
      <div className={styles.body}>
        {error && (
          <Notice kind="error" title="The images could not be sorted." actions={<Button onClick={onAsk}>Try again</Button>}>
            {error}
          </Notice>
        )}
        {request && view && ((judged && rows) || view.mode === 'single') ? (
          <ImagesBody {...props} request={request} view={view} judged={judged} rows={rows} onView={change} />
        ) : (
          !error && <Waiting {...props} />
        )}
      </div>
    </Dialog>
  );
}

/** Until the answers are there. What takes long says how far it is, and can be ended. */
function Waiting({ request, progress, onClose }: ImagesDialogProps) {
  return (
    <div className={styles.waiting}>
      <p role="status">Testing …</p>
      {request?.set === 'training' && (
        <div className={styles.progress}>
          <Progress label="Testing the training images" value={progress && progress.done / progress.total} />
          <Button onClick={onClose}>Cancel</Button>
        </div>
      )}
    </div>
  );
}
