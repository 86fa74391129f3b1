import { useEffect, useEffectEvent, useState } from 'react';
import type { MeasuredPhoto } from '@/dataset/drawing/photo';
import { Camera } from '@/ui/camera/camera';
import { Dialog } from '@/ui/dialogs/dialog';
import { Notice } from '@/ui/notice';
import styles from './photo.module.css';
import { PhotoAdjust } from './photo-adjust';
import { PhotoSource } from './photo-source';
import { photoOf, readPhoto } from './read-photo';

export interface PhotoDialogProps {
  open: boolean;
  onClose(): void;
  /** Puts CANVAS * CANVAS bytes on the pad. */
  onUse(pixels: Uint8Array): void;
  subject: 'network' | 'model';
}

type Step = { name: 'choose' } | { name: 'camera' } | { name: 'adjust'; photo: MeasuredPhoto };

/** Makes of a photo a picture as the network knows them. */
export function PhotoDialog({ open, onClose, ...rest }: PhotoDialogProps) {
  return (
    <Dialog title="Photo" open={open} onClose={onClose}>
      <PhotoBody {...rest} onClose={onClose} />
    </Dialog>
  );
}

function PhotoBody({ onClose, onUse, subject }: Omit<PhotoDialogProps, 'open'>) {
  const [step, setStep] = useState<Step>({ name: 'choose' });
  const [problem, setProblem] = useState('');
  const fail = (error: unknown) => {
    setStep({ name: 'choose' });
    setProblem(error instanceof Error ? error.message : String(error));
  };
  const adjust = (photo: MeasuredPhoto) => {
    setProblem('');
    setStep({ name: 'adjust', photo });
  };
  const take = (file: Blob) => readPhoto(file).then(adjust, fail);
  usePaste(take);
  return (
    <div className={styles.body}>
      {problem && (
        <Notice kind="error" title="There is no picture yet.">
          {problem}
        </Notice>
      )}
      {step.name === 'choose' && <PhotoSource onFile={take} onCamera={() => setStep({ name: 'camera' })} />}
      {step.name === 'camera' && (
        <Camera
          verb="Take photo"
          onShoot={(video) => adjust(photoOf(video, video.videoWidth, video.videoHeight))}
          onFail={fail}
          onBack={() => setStep({ name: 'choose' })}
        />
      )}
      {step.name === 'adjust' && (
        <PhotoAdjust
          photo={step.photo}
          subject={subject}
          onBack={() => setStep({ name: 'choose' })}
          onUse={(pixels) => {
            onUse(pixels);
            onClose();
          }}
        />
      )}
      <p className={styles.private}>The picture stays in this browser. Nothing is sent anywhere.</p>
    </div>
  );
}

/** A picture that is pasted while the dialog is open. */
function usePaste(onFile: (file: Blob) => void) {
  const paste = useEffectEvent((event: ClipboardEvent) => {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    onFile(file);
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent) => paste(event);
    window.addEventListener('paste', listener);
    return () => window.removeEventListener('paste', listener);
  }, []);
}
