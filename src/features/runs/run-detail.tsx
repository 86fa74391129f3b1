import { useId } from 'react';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import { sameContent } from '@/experiment/identity';
import { weightSpecs } from '@/experiment/network/describe';
import { presetOf } from '@/experiment/presets/published';
import { epochsInWords } from '@/experiment/words/numbers';
import { changedRows, settingRows } from '@/experiment/words/setting-rows';
import { engineInWords } from '@/run/engine-words';
import type { Run } from '@/run/types';
import { Button } from '@/ui/button';
import { Fold } from '@/ui/fold';
import type { RunActions } from './run-actions';
import styles from './run-detail.module.css';
import { RunExports } from './run-exports';
import { RunLabelFields } from './run-labels';
import type { RunRow } from './run-row';

interface RunDetailProps {
  row: RunRow;
  onShow: boolean;
  /** What the run's settings are compared with. */
  design: Experiment;
  actions: RunActions;
}

/** What can be done with a run, how its settings differ from those of the design, and all of them. */
export function RunDetail({ row: { run }, onShow, design, actions }: RunDetailProps) {
  const { onOpen } = actions;
  const report = presetOf(run.experiment)?.report;
  return (
    <div className={styles.detail}>
      <div className={styles.actions}>
        {!onShow && (
          <Button onClick={() => onOpen?.(run)} disabled={onOpen === null} title="Shows its curves and report again, with its model">
            Open
          </Button>
        )}
        <Button onClick={() => actions.onUse(run)} aria-describedby={`use-${run.id}`}>
          Use these settings
        </Button>
        <span id={`use-${run.id}`}>This replaces your current settings. You can undo it.</span>
        {onShow ? (
          <span className={styles.end}>You can’t delete the run that is open.</span>
        ) : (
          <Button className={styles.end} onClick={() => actions.onDelete(run)}>
            Delete
          </Button>
        )}
      </div>
      {report && (
        <div className={styles.actions}>
          <Button onClick={() => actions.onCompareReport(report)}>Compare with its siblings</Button>
          <span>All your runs of report {report}, with the published figures.</span>
        </div>
      )}
      <StartFrom run={run} design={design} onStartFrom={actions.onStartFrom} />
      <RunLabelFields run={run} onLabel={(change) => actions.onLabel(run, change)} />
      <RunExports run={run} onExportCode={() => actions.onExportCode(run)} onExport={actions.onSave} />
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

/** Trains the design from what the run has learnt, where it has the same weights. */
function StartFrom({ run, design, onStartFrom }: { run: Run; design: Experiment; onStartFrom: RunActions['onStartFrom'] }) {
  if (classicalOf(run.experiment)) return null;
  const fits = sameShapes(run.experiment, design);
  return (
    <div className={styles.actions}>
      <Button onClick={() => onStartFrom?.(run)} disabled={!fits || onStartFrom === null}>
        Start from these weights
      </Button>
      <span>
        {fits
          ? 'Trains your design as a new run that begins with what this one has learned.'
          : 'Your design has other layers. Use these settings first.'}
      </span>
    </div>
  );
}

/** Whether two networks have weights of the same sizes in the same order. */
function sameShapes(a: Experiment, b: Experiment): boolean {
  if (classicalOf(a) || classicalOf(b)) return false;
  const shapes = (experiment: Experiment) => weightSpecs(experiment).map(({ shape }) => shape);
  return sameContent(shapes(a), shapes(b));
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

/** Why it failed, what else people should know of how it went, and what computed it. */
function Story({ run }: { run: Run }) {
  const { failure, fit, interventions, startedFrom } = run;
  const engine = engineInWords(run);
  const notes = [...(fit?.notes ?? []), ...interventions.map(({ note }) => note)];
  return (
    <>
      {failure && (
        <p>
          {failure.message} {failure.suggestion}
        </p>
      )}
      {startedFrom && (
        <p>
          Started from the weights of {startedFrom.name}, {epochsInWords(startedFrom.epoch)}.
        </p>
      )}
      {notes.length > 0 && <p>What happened: {notes.join(' · ')}</p>}
      {engine && <p>Computed by: {engine}</p>}
    </>
  );
}
