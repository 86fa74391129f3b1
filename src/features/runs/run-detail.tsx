import { useId, useState } from 'react';
import type { Experiment } from '@/experiment/experiment';
import { changedRows, settingRows } from '@/experiment/words/setting-rows';
import type { Run } from '@/run/types';
import { Button } from '@/ui/button';
import { Fold } from '@/ui/fold';
import { Notice } from '@/ui/notice';
import styles from './run-detail.module.css';
import { type OnRunExport, RunExports } from './run-exports';
import type { RunRow } from './run-row';

interface RunDetailProps {
  row: RunRow;
  onShow: boolean;
  /** What the run's settings are compared with. */
  design: Experiment;
  onUse(): void;
  onExportCode(): void;
  onSave: OnRunExport;
  /** `null` while another run is active. */
  onOpen: (() => void) | null;
  onDelete(): void;
}

/** What can be done with a run, how its settings differ from those of the design, and all of them. */
export function RunDetail({ row: { run, model }, onShow, design, onUse, onExportCode, onSave, onOpen, onDelete }: RunDetailProps) {
  const [deleting, setDeleting] = useState<'no' | 'asking' | 'kept'>('no');
  const asking = deleting === 'asking';
  return (
    <div className={styles.detail}>
      <div className={styles.actions}>
        {!onShow && (
          <Button onClick={onOpen ?? undefined} disabled={onOpen === null} title="Shows its curves and report again, with its model">
            Open
          </Button>
        )}
        <Button onClick={onUse} aria-describedby={`use-${run.id}`}>
          Use these settings
        </Button>
        <span id={`use-${run.id}`}>This replaces your current settings. You can undo it.</span>
        {onShow ? (
          <span className={styles.end}>You can’t delete the run that is open.</span>
        ) : (
          !asking && (
            // After "Cancel" the focus goes back to where the question came from.
            <Button className={styles.end} autoFocus={deleting === 'kept'} onClick={() => setDeleting('asking')}>
              Delete
            </Button>
          )
        )}
      </div>
      {asking && !onShow && <DeleteQuestion model={model} onDelete={onDelete} onKeep={() => setDeleting('kept')} />}
      <RunExports run={run} onExportCode={onExportCode} onExport={onSave} />
      <Story run={run} />
      <Differences run={run} design={design} />
      <Fold title="All settings" summary="data, model and training">
        <dl className={styles.list}>
          {settingRows(run.experiment).map(({ key, label, value }) => (
            <div key={key}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Fold>
    </div>
  );
}

/** The settings of a run beside those of the design, where they are others. */
function Differences({ run, design }: { run: Run; design: Experiment }) {
  const id = useId();
  const changed = changedRows(run.experiment, design);
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>What differs from your design</h3>
      {changed.length === 0 ? (
        <p>No differences: same settings as this run.</p>
      ) : (
        <table className={styles.settings}>
          <caption className="visually-hidden">Settings that differ</caption>
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">This run</th>
              <th scope="col">Your design</th>
            </tr>
          </thead>
          <tbody>
            {changed.map(({ key, label, value, base }) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                <td>{value}</td>
                <td>{base}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** One question, then the run is gone. */
function DeleteQuestion({ model, onDelete, onKeep }: { model: string; onDelete(): void; onKeep(): void }) {
  return (
    <Notice
      kind="warning"
      title={`Delete this run of ${model}?`}
      actions={
        <>
          <Button onClick={onDelete}>Delete run</Button>
          {/* The button that was pressed is gone: the focus goes to the answer that loses nothing. */}
          <Button autoFocus onClick={onKeep}>
            Cancel
          </Button>
        </>
      }
    >
      Its results and weights cannot be brought back.
    </Notice>
  );
}

/** Why it failed, what else people should know of how it went, and what computed it. */
function Story({ run: { failure, fit, interventions, engine } }: { run: Run }) {
  const notes = [...(fit?.notes ?? []), ...interventions.map(({ note }) => note)];
  return (
    <>
      {failure && (
        <p>
          {failure.message} {failure.suggestion}
        </p>
      )}
      {notes.length > 0 && <p>What happened: {notes.join(' · ')}</p>}
      {engine && <p>Computed by: {engine}</p>}
    </>
  );
}
