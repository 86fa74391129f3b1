import type { ActionDialogProps } from '@/app/shell/action';
import { ExperimentsDialog } from '@/features/published/experiments-dialog';
import { editDesign } from '@/stores/design';

/** The published experiments; the one chosen becomes the design. */
export function ExperimentsWired(props: ActionDialogProps) {
  return <ExperimentsDialog {...props} onUse={(experiment) => editDesign('experiment', () => experiment)} />;
}
