import { useRef } from 'react';
import { Button } from '@/ui/button';
import styles from './photo.module.css';

interface PhotoSourceProps {
  onFile(file: File): void;
  onCamera(): void;
}

/** Where a photo can come from. */
export function PhotoSource({ onFile, onCamera }: PhotoSourceProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <p>Photograph one object from above, on a plain floor or table. You can also paste a picture here.</p>
      <div className={styles.buttons}>
        <Button look="primary" onClick={() => input.current?.click()}>
          Choose picture
        </Button>
        <Button onClick={onCamera}>Use the camera</Button>
      </div>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        aria-label="Picture file"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </>
  );
}
