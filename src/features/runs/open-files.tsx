import { useRef, useState } from 'react';
import { Button } from '@/ui/button';
import styles from './runs-panel.module.css';

/** Opens run files and models, and says what came of it. */
export function OpenFiles({ onFiles }: { onFiles(files: File[]): Promise<string> }) {
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const open = async (files: File[]) => {
    if (files.length === 0) return;
    setSaid('Opening …');
    setSaid(await onFiles(files));
  };
  return (
    <>
      <p role="status" className={styles.opened}>
        {said}
      </p>
      <Button
        onClick={() => input.current?.click()}
        title="Runs that Atelier saved (.atelier), and models: TensorFlow.js (model.json with its weights, or a zip of them), ONNX from Atelier"
      >
        Open file
      </Button>
      <input
        ref={input}
        type="file"
        accept=".atelier,.zip,.json,.bin,.onnx"
        multiple
        hidden
        aria-label="Runs and models"
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file can be chosen again.
          currentTarget.value = '';
          open(files);
        }}
      />
    </>
  );
}
