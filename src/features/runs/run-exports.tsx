import { useState } from 'react';
import { classicalOf } from '@/experiment/experiment';
import type { Run } from '@/run/types';
import { Button } from '@/ui/button';
import { CheckField } from '@/ui/fields/check-field';
import { Menu } from '@/ui/menu';
import { Notice } from '@/ui/notice';
import styles from './run-detail.module.css';

/** What a run can be saved as. */
export type RunExport = 'run' | 'run-without-weights' | 'report' | 'layers-model' | 'onnx' | 'npz';

/** Saves a run; resolves with why it could not be saved, in sentences, or `null`. */
export type OnRunExport = (runId: string, what: RunExport) => Promise<string | null>;

const MODELS = [
  { what: 'layers-model', label: 'TensorFlow.js' },
  { what: 'onnx', label: 'ONNX' },
  { what: 'npz', label: 'Weights (.npz)' },
] as const;

const WEIGHTS = 'With its weights, whoever opens the file can use the network and train it further. Without, the file is much smaller.';

/** The ways out of the tab for a run: as a file of ours, and its network for other programs. */
export function RunExports({ run, onExport, onExportCode }: { run: Run; onExport: OnRunExport; onExportCode(): void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [weights, setWeights] = useState(true);
  const network = !classicalOf(run.experiment);
  const save = async (what: RunExport) => setProblem(await onExport(run.id, what));
  return (
    <>
      <div className={styles.actions}>
        <Button
          onClick={() => save(weights ? 'run' : 'run-without-weights')}
          title="Everything about this run in one file, to open in Atelier elsewhere"
        >
          Save run
        </Button>
        {network && <CheckField label="with weights" checked={weights} onChange={setWeights} help={WEIGHTS} />}
        <Button onClick={() => save('report')} title="Settings, curves, matrix and scores in one HTML file, to print or hand in">
          Save report
        </Button>
        <Button onClick={onExportCode}>Export code</Button>
        {network && (
          <Menu label="Export model">
            {MODELS.map(({ what, label }) => (
              <Button key={what} look="quiet" onClick={() => save(what)}>
                {label}
              </Button>
            ))}
          </Menu>
        )}
      </div>
      {problem && (
        <Notice kind="error" title="This could not be saved." actions={<Button onClick={() => setProblem(null)}>Close</Button>}>
          {problem}
        </Notice>
      )}
    </>
  );
}
