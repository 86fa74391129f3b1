import { useLab } from '@/app/hooks/use-store';
import { epochsInWords } from '@/experiment/words/numbers';
import { isActive } from '@/run/reduce';
import type { Run } from '@/run/types';
import { lab } from '@/stores/lab/lab';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

const { dismissDiscarded, dismissElsewhere, dismissInterrupted, openRun, takeOver } = lab.commands;

/** Names a run by its design and how far it came. */
function nameOf({ experiment, epochRecords, createdAt }: Run): string {
  const name = experiment.name || `Run of ${new Date(createdAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })}`;
  return experiment.model.kind === 'classical' ? name : `${name}, ${epochsInWords(epochRecords.length)}`;
}

/** Runs beside the one on show: in training in another tab, interrupted, or discarded a moment ago. */
export function RunNotices() {
  const elsewhere = useLab((state) => state.elsewhere);
  const interrupted = useLab((state) => state.interrupted);
  const discarded = useLab((state) => state.discarded);
  const busy = useLab((state) => isActive(state.run));
  return (
    <>
      {elsewhere && (
        <Notice
          kind="info"
          title="Another tab is training."
          actions={
            <>
              <Button disabled={busy} onClick={() => takeOver(elsewhere.id)}>
                Continue it here
              </Button>
              <Button onClick={dismissElsewhere}>Dismiss</Button>
            </>
          }
        >
          {nameOf(elsewhere)}. That tab saves it; if you continue it here, it stops there.
        </Notice>
      )}
      {interrupted.length > 0 && (
        <Notice
          kind="info"
          title={interrupted.length === 1 ? 'Another run was interrupted.' : `${interrupted.length} other runs were interrupted.`}
          actions={
            <>
              {interrupted.slice(0, MOST_SHOWN).map((run) => (
                <Button key={run.id} disabled={busy} onClick={() => openRun(run.id)}>
                  Open {nameOf(run)}
                </Button>
              ))}
              <Button onClick={dismissInterrupted}>Dismiss</Button>
            </>
          }
        >
          {interrupted.length > MOST_SHOWN ? 'All of them are listed under Runs.' : 'Open it to continue from its last checkpoint.'}
        </Notice>
      )}
      {discarded && (
        <Notice
          kind="info"
          title="The trained model was discarded."
          actions={
            <>
              <Button onClick={() => openRun(discarded.id)}>Undo</Button>
              <Button onClick={dismissDiscarded}>Dismiss</Button>
            </>
          }
        >
          Its run is still listed under Runs.
        </Notice>
      )}
    </>
  );
}

/** More buttons than this would push the network out of sight. */
const MOST_SHOWN = 3;
