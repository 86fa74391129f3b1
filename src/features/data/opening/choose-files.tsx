import type { GivenFile } from '@/stores/types';
import { Button } from '@/ui/button';
import { FilePicker } from '@/ui/files/file-picker';
import { usePaste } from '@/ui/files/use-paste';
import { useFileDrop } from '../source/use-file-drop';
import styles from './opening.module.css';

/** Where files are dropped or chosen, what can be opened, and that nothing is sent anywhere. */
export function ChooseFiles({ onFiles, onCollect }: { onFiles(files: GivenFile[]): void; onCollect(): void }) {
  const give = (files: File[]) => onFiles(givenFiles(files));
  const { over, area } = useFileDrop(onFiles);
  usePaste(onFiles, always);
  return (
    <div className={styles.choose} data-over={over || undefined} {...area}>
      <p className={styles.lead}>Drop or paste your files here</p>
      <p className={styles.soft}>
        Images: a folder or zip with one folder for each class (PNG, JPEG, WebP, GIF), or files of a data set: IDX (MNIST, KMNIST, EMNIST,
        QMNIST), NumPy (.npz, .npy), a table of pixels (.csv), CIFAR-10’s binary batches.
      </p>
      <p className={styles.soft}>
        A table: a CSV or TSV file, a row for each example, one column to be predicted. Or paste rows that you copied from a spreadsheet.
      </p>
      <div className={styles.buttons}>
        <FilePicker label="Files of images or a table" look="primary" onFiles={give}>
          Choose files
        </FilePicker>
        <FilePicker label="Folder of images" takes="folder" look="quiet" onFiles={give}>
          Choose folder
        </FilePicker>
        <Button look="quiet" onClick={onCollect}>
          Collect pictures
        </Button>
      </div>
      <p className={styles.soft}>Or take pictures with the camera, or draw them, into classes of your own: “Collect pictures”.</p>
      <p className={styles.soft}>Your files stay on this computer. Nothing is sent anywhere.</p>
    </div>
  );
}

const always = () => true;

/** Files with the folders that they lay in. */
export const givenFiles = (files: readonly File[]): GivenFile[] =>
  files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
