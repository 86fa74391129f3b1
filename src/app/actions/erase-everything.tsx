import type { ActionDialogProps } from '@/app/shell/action';
import { lab } from '@/stores/lab/lab';
import { ConfirmDialog } from '@/ui/dialogs/confirm-dialog';

/** Leaves nothing of Atelier in this browser. */
export function EraseEverything(props: ActionDialogProps) {
  return (
    <ConfirmDialog {...props} title="Erase everything?" verb="Erase everything" onConfirm={lab.commands.eraseEverything}>
      <p>
        Deletes all images, runs, trained networks and settings that Atelier saved in this browser, and starts over. This cannot be undone.
      </p>
      <p>Fashion-MNIST, MNIST and KMNIST are downloaded again the next time you use them.</p>
    </ConfirmDialog>
  );
}
