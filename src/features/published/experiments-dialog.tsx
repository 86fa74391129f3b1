import { useState } from 'react';
import type { Experiment } from '@/experiment/experiment';
import { PUBLISHED, type PublishedPreset, REPORTS, type ReportId } from '@/experiment/presets/published';
import { Dialog } from '@/ui/dialogs/dialog';
import { ExperimentSheet } from './experiment-sheet';
import styles from './published.module.css';

interface ExperimentsDialogProps {
  open: boolean;
  onClose(): void;
  /** Replaces the whole design: data, model and training. */
  onUse(experiment: Experiment): void;
}

const IDS = Object.keys(REPORTS) as ReportId[];

/** The published experiments by report, and one of them in full. */
export function ExperimentsDialog({ open, onClose, onUse }: ExperimentsDialogProps) {
  const [chosen, setChosen] = useState<PublishedPreset | null>(null);
  const close = () => {
    setChosen(null);
    onClose();
  };
  return (
    <Dialog title="Published experiments" open={open} onClose={close}>
      {chosen ? (
        <ExperimentSheet
          preset={chosen}
          onBack={() => setChosen(null)}
          onUse={(experiment) => {
            onUse(experiment);
            close();
          }}
        />
      ) : (
        <>
          <p className={styles.intro}>
            Five student reports on these garments, one of which first predicted prices. Choosing an experiment fills data, model and
            training as it was published; after a run the report’s figures stand beside yours.
          </p>
          {IDS.map((report) => (
            <Report key={report} report={report} onChoose={setChosen} />
          ))}
        </>
      )}
    </Dialog>
  );
}

function Report({ report, onChoose }: { report: ReportId; onChoose(preset: PublishedPreset): void }) {
  const presets = PUBLISHED.filter((preset) => preset.report === report);
  return (
    <section className={styles.report} aria-labelledby={`report-${report}`}>
      <h3 id={`report-${report}`}>
        <span>Report {report}</span> {REPORTS[report]}
      </h3>
      <ul>
        {presets.map((preset) => (
          <li key={preset.id}>
            <button type="button" onClick={() => onChoose(preset)}>
              <code>{preset.id}</code>
              <strong>{preset.title}</strong>
              <span>{preset.help}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
