import type { ActionDialogProps } from '@/app/shell/action';
import { lab } from '@/stores/lab/lab';
import { ConfirmDialog } from '@/ui/dialogs/confirm-dialog';

/** Deletes what earlier runs left behind, and nothing else. */
export function ClearRuns(props: ActionDialogProps) {
  return (
    <ConfirmDialog {...props} title="Clear all saved runs?" verb="Clear runs" onConfirm={lab.commands.clearRuns}>
      <p>Deletes the saved runs and their trained networks from this browser. This cannot be undone.</p>
      <p>The run that is open, your settings and the downloaded images stay.</p>
    </ConfirmDialog>
  );
}
