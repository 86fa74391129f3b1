import { useLookBack } from '@/app/hooks/use-look-back';
import { useLab } from '@/app/hooks/use-store';
import { lookBackTo } from '@/stores/look-back';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

/** Says that the panels show the network as it was after an earlier epoch, and leads back. */
export function LookBackBar() {
  const epoch = useLookBack();
  const runId = useLab((state) => state.run?.id);
  if (epoch === null || runId === undefined) return null;
  return (
    <Notice
      kind="info"
      title={epoch === 0 ? 'Before training.' : `After epoch ${epoch}.`}
      actions={<Button onClick={() => lookBackTo(runId, null)}>Back to now</Button>}
    >
      Matrix, samples and drawing show the network as it was then.
    </Notice>
  );
}
