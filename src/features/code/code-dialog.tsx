import { useMemo, useState } from 'react';
import { CODE_TARGETS, type CodeTarget, type GeneratedCode } from '@/codegen/generate';
import type { DatasetId } from '@/experiment/data/datasets';
import { itemName } from '@/experiment/data/labels';
import type { Experiment } from '@/experiment/experiment';
import { Button } from '@/ui/button';
import { CopyText } from '@/ui/copy-text';
import { Dialog } from '@/ui/dialogs/dialog';
import { Choice } from '@/ui/fields/choice';
import styles from './code-dialog.module.css';

interface CodeDialogProps {
  open: boolean;
  onClose(): void;
  experiment: Experiment;
  /** The Experiment on files that a program can read; `null` where it is on such files. */
  onFiles: { experiment: Experiment; dataset: string } | null;
  write(experiment: Experiment, target: CodeTarget): GeneratedCode;
  onSave(text: string, fileName: string): void;
  /** Saves which images train, validate and test; resolves with why that cannot be, in sentences, or `null`. */
  onSaveSplit(experiment: Experiment, fileName: string): Promise<string | null>;
  /** The file that the program reads and Atelier saves; `null` where it gets the data by itself. */
  dataFile(dataset: DatasetId): string | null;
  /** Saves it, likewise. */
  onSaveData(experiment: Experiment, fileName: string): Promise<string | null>;
}

const HELP: Record<CodeTarget, string> = {
  keras: 'For Keras 3 with JAX, TensorFlow or PyTorch below it.',
  pytorch: 'For PyTorch alone, on one device or several (torchrun).',
};

/** An Experiment as one Python file: which library, the code, and what can be done with it. */
export function CodeDialog({ open, onClose, experiment, onFiles, write, onSave, onSaveSplit, dataFile, onSaveData }: CodeDialogProps) {
  const [target, setTarget] = useState<CodeTarget>('keras');
  const [replaced, setReplaced] = useState(false);
  const shown = replaced && onFiles ? onFiles.experiment : experiment;
  const code = useMemo(() => (open ? write(shown, target) : null), [open, shown, target, write]);
  return (
    <Dialog title="Export code" open={open} onClose={onClose}>
      <div className={styles.code}>
        <p>One Python file that trains and evaluates this network in the same way: same data, same split, same settings.</p>
        <Choice
          name="Library"
          value={target}
          options={CODE_TARGETS.map(({ id, title }) => ({ value: id, label: title, help: HELP[id] }))}
          onChange={setTarget}
        />
        {replaced && onFiles && <p>Written for {onFiles.dataset}; your design stays as it is.</p>}
        {code && 'text' in code && (
          <Program
            text={code.text}
            fileName={code.fileName}
            dataName={dataFile(shown.data.dataset)}
            items={itemName(shown.data)}
            onSave={onSave}
            onSaveSplit={(fileName) => onSaveSplit(shown, fileName)}
            onSaveData={(fileName) => onSaveData(shown, fileName)}
          />
        )}
        {code && 'refused' in code && (
          <Refusal reasons={code.refused} dataset={onFiles?.dataset ?? null} onReplace={() => setReplaced(true)} />
        )}
      </div>
    </Dialog>
  );
}

interface ProgramProps {
  text: string;
  fileName: string;
  onSave(text: string, fileName: string): void;
  onSaveSplit(fileName: string): Promise<string | null>;
  /** The file of the data, where Atelier saves it. */
  dataName: string | null;
  items: 'image' | 'row';
  onSaveData(fileName: string): Promise<string | null>;
}

function Program({ text, fileName, dataName, items, onSave, onSaveSplit, onSaveData }: ProgramProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const splitName = fileName.replace(/\.py$/, '_split.json');
  return (
    <>
      <div className={styles.actions}>
        <Button look="primary" onClick={() => onSave(text, fileName)}>
          Save {fileName}
        </Button>
        {dataName && (
          <Button
            title="The data as the program reads them; they are not sent anywhere"
            onClick={async () => setProblem(await onSaveData(dataName))}
          >
            Save the data ({dataName})
          </Button>
        )}
        <CopyText label="Copy code" name="Code" text={text} />
        <Button
          onClick={async () => setProblem(await onSaveSplit(splitName))}
          title={`Which ${items}s are for training, validation and testing, as positions in the data set`}
        >
          Save split (.json)
        </Button>
      </div>
      <p className={styles.small} role="status">
        {problem ??
          `${dataName ? `The program reads ${dataName}: save it beside the program. ` : ''}The program divides the ${items}s by itself, as Atelier does. With --split ${splitName} it reads that from the file.`}
      </p>
      {/* It scrolls by itself, so the keyboard has to reach it. */}
      <section className={styles.listing} aria-label={`Code of ${fileName}`}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard. */}
        <pre tabIndex={0}>{text}</pre>
      </section>
    </>
  );
}

interface RefusalProps {
  reasons: readonly string[];
  /** A data set that a program could use instead; `null` where the data set is not the reason. */
  dataset: string | null;
  onReplace(): void;
}

function Refusal({ reasons, dataset, onReplace }: RefusalProps) {
  return (
    <div role="status" className={styles.refusal}>
      <p>
        <strong>This design cannot be exported yet.</strong>
      </p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {dataset && <Button onClick={onReplace}>Export for {dataset} instead</Button>}
    </div>
  );
}
