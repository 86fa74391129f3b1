import { useStore } from 'zustand';
import { useLab } from '@/app/hooks/use-store';
import { isActive } from '@/run/reduce';
import { lab } from '@/stores/lab/lab';
import { dismissOpenedFiles, openedFilesStore } from '@/stores/opened-files';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

const KINDS = { opening: 'info', opened: 'info', failed: 'warning' } as const;

/** What came of files that were dropped or opened, and the way to a run that was among them. */
export function OpenedFilesNotice() {
  const { said, runId } = useStore(openedFilesStore);
  const busy = useLab((state) => isActive(state.run));
  if (!said) return null;
  const show = (id: string) => {
    lab.commands.openRun(id);
    dismissOpenedFiles();
  };
  return (
    <Notice
      kind={KINDS[said.state]}
      actions={
        <>
          {runId !== null && !busy && <Button onClick={() => show(runId)}>Show this run</Button>}
          {said.state !== 'opening' && <Button onClick={dismissOpenedFiles}>Dismiss</Button>}
        </>
      }
    >
      {said.text}
    </Notice>
  );
}
