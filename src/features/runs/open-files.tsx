import { useState } from 'react';
import { FilePicker } from '@/ui/files/file-picker';
import styles from './runs-panel.module.css';

const HELP =
  'Runs that Atelier saved (.atelier), and models: TensorFlow.js (model.json with its weights, or a zip of them), ONNX from Atelier';

/** Opens run files and models, and says what came of it. */
export function OpenFiles({ onFiles }: { onFiles(files: File[]): Promise<string> }) {
  const [said, setSaid] = useState('');
  const open = async (files: File[]) => {
    setSaid('Opening …');
    setSaid(await onFiles(files));
  };
  return (
    <>
      <p role="status" className={styles.opened}>
        {said}
      </p>
      <FilePicker label="Runs and models" title={HELP} accept=".atelier,.zip,.json,.bin,.onnx" onFiles={open}>
        Open file
      </FilePicker>
    </>
  );
}
