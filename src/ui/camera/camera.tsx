import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from '@/ui/button';
import styles from './camera.module.css';
import { cameraProblem } from './camera-problem';

interface CameraProps {
  /** On the button that takes the picture. */
  verb: string;
  /** Given the video at the moment of the picture. What it throws is handed to `onFail`. */
  onShoot(video: HTMLVideoElement): void;
  onFail(error: unknown): void;
  onBack(): void;
}

/** The camera's picture, and the button that takes it. The camera is released with this. */
export function Camera({ verb, onShoot, onFail, onBack }: CameraProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [ready, setReady] = useState(false);
  const fail = useEffectEvent(onFail);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let closed = false;
    const release = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    openCamera().then(
      (opened) => {
        stream = opened;
        if (closed) release();
        else if (video.current) video.current.srcObject = opened;
      },
      (error: unknown) => !closed && fail(new Error(cameraProblem(error))),
    );
    return () => {
      closed = true;
      release();
    };
  }, []);
  const shoot = () => {
    if (!video.current) return;
    try {
      onShoot(video.current);
    } catch (error) {
      onFail(error);
    }
  };
  return (
    <>
      <video ref={video} className={styles.video} autoPlay playsInline muted aria-label="Camera" onLoadedData={() => setReady(true)} />
      <div className={styles.buttons}>
        <Button look="primary" disabled={!ready} onClick={shoot}>
          {verb}
        </Button>
        <Button onClick={onBack}>Back</Button>
      </div>
    </>
  );
}

/** The camera on a phone's back, where there is one. Plain HTTP has no `mediaDevices`. */
async function openCamera(): Promise<MediaStream> {
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (!devices) throw new DOMException('', 'SecurityError');
  return devices.getUserMedia({ video: { facingMode: { ideal: 'environment' } }, audio: false });
}
