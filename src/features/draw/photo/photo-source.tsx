import { Button } from '@/ui/button';
import { FilePicker } from '@/ui/files/file-picker';
import styles from './photo.module.css';

interface PhotoSourceProps {
  onFile(file: File): void;
  onCamera(): void;
}

/** Where a photo can come from. */
export function PhotoSource({ onFile, onCamera }: PhotoSourceProps) {
  return (
    <>
      <p>Photograph one object from above, on a plain floor or table. You can also paste a picture here.</p>
      <div className={styles.buttons}>
        <FilePicker label="Picture file" takes="one" accept="image/*" look="primary" onFiles={([file]) => file && onFile(file)}>
          Choose picture
        </FilePicker>
        <Button onClick={onCamera}>Use the camera</Button>
      </div>
    </>
  );
}
