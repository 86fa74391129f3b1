import { useRef } from 'react';
import { DATASETS } from '@/experiment/data/classes';
import { formatDuration } from '@/metrics/format';
import type { DownloadProgress } from '@/stores/types';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Progress } from '@/ui/progress';
import type { DataPanelProps } from './data-panel';
import styles from './data-panel.module.css';

/** What stands between the person and the data set they want: a download under way, or why it could not be had and how to get it. */
export function DatasetState({ wanted, inUse, statuses, onRetry, onCancel, onFiles }: DataPanelProps) {
  const status = statuses[wanted];
  if (wanted === inUse || !status) return null;
  if (status.state === 'downloading' && status.download) return <Download progress={status.download} onCancel={onCancel} />;
  if (status.state === 'loading') return <p className={styles.soft}>Looking for {DATASETS[wanted].name} on this computer …</p>;
  if (status.state !== 'failed') return null;
  return (
    <Notice
      kind="warning"
      title={`${DATASETS[wanted].name} is not here.`}
      actions={
        <>
          <Button onClick={onRetry}>Try again</Button>
          <LoadFiles onFiles={onFiles} />
        </>
      }
    >
      Using the built-in garments meanwhile; everything works on them.
      <Causes causes={status.problems} />
    </Notice>
  );
}

function Causes({ causes }: { causes: string[] }) {
  const [first, ...rest] = causes;
  if (!first) return null;
  return (
    <details className={styles.causes} open={rest.length === 0}>
      <summary>Why</summary>
      <ul>
        {causes.map((cause) => (
          <li key={cause}>{cause}</li>
        ))}
      </ul>
    </details>
  );
}

/** Picks the four files, or takes them dropped. */
export function LoadFiles({ onFiles }: { onFiles(files: File[]): void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()} title="The four files of Fashion-MNIST, packed (.gz) or not">
        Load files from disk
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files of Fashion-MNIST"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

function Download({ progress, onCancel }: { progress: DownloadProgress; onCancel(): void }) {
  const { receivedBytes, totalBytes, bytesPerSecond, file, source, note } = progress;
  const left = bytesPerSecond > 0 ? ` · ${formatDuration((totalBytes - receivedBytes) / bytesPerSecond)} left` : '';
  const figures = `${megabytes(receivedBytes)} of ${megabytes(totalBytes)} MB · ${megabytes(bytesPerSecond)} MB/s${left}`;
  return (
    <div className={styles.download}>
      <p className={styles.downloadHead}>
        <span>Fashion-MNIST is arriving from {source}; using the built-in garments meanwhile.</span>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </p>
      <Progress label="Download progress" value={totalBytes > 0 ? receivedBytes / totalBytes : null} text={figures} />
      <p className={styles.figures}>
        <span className={styles.file}>{note || file}</span>
        <span>{figures}</span>
      </p>
    </div>
  );
}
