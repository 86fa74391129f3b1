import { useState } from 'react';
import { datasetInfo } from '@/experiment/data/datasets';
import { formatDuration } from '@/experiment/words/numbers';
import type { DownloadProgress } from '@/stores/types';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Progress } from '@/ui/progress';
import styles from '../data-panel.module.css';
import type { DataPanelProps } from '../data-panel-props';
import { LoadFiles } from './load-files';

/** What stands between the person and the data set they want: a download under way, or why it could not be had and how to get it. */
export function DatasetState({ wanted, inUse, filesFor, statuses, onRetry, onCancel, onFiles }: DataPanelProps) {
  const status = statuses[wanted];
  if (!status) return null;
  if (wanted === inUse) return <NotTaken problems={status.problems} />;
  const standsIn = statuses[inUse]?.state === 'ready';
  if (status.state === 'downloading' && status.download) {
    return <Download name={datasetInfo(wanted).name} progress={status.download} standsIn={standsIn} onCancel={onCancel} />;
  }
  if (status.state === 'loading') return <p className={styles.soft}>Looking for {datasetInfo(wanted).name} on this computer …</p>;
  if (status.state !== 'failed') return null;
  return (
    <Notice
      kind="warning"
      title={`${datasetInfo(wanted).name} is not here.`}
      actions={
        <>
          <Button onClick={onRetry}>Try again</Button>
          <LoadFiles filesFor={filesFor} onFiles={onFiles} />
        </>
      }
    >
      {standsIn ? 'Using the built-in garments meanwhile' : 'The built-in garments will take its place'}; everything works on them.
      <Causes causes={status.problems} />
    </Notice>
  );
}

/** The cause that says most, and behind "Why" what else was tried. */
function Causes({ causes }: { causes: string[] }) {
  const [first, ...rest] = causes;
  if (!first) return null;
  return (
    <>
      <p className={styles.cause}>{first}</p>
      {rest.length > 0 && (
        <details className={styles.causes}>
          <summary>Why</summary>
          <ul>
            {causes.map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Files that were given although the set is here, and are not what they should be. */
function NotTaken({ problems }: { problems: string[] }) {
  const [seen, setSeen] = useState<string[] | null>(null);
  if (problems.length === 0 || problems === seen) return null;
  return (
    <Notice kind="warning" title="The files were not taken." actions={<Button onClick={() => setSeen(problems)}>Dismiss</Button>}>
      What was here before is still in use.
      <Causes causes={problems} />
    </Notice>
  );
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

interface DownloadProps {
  name: string;
  progress: DownloadProgress;
  standsIn: boolean;
  onCancel(): void;
}

function Download({ name, progress, standsIn, onCancel }: DownloadProps) {
  const { receivedBytes, totalBytes, bytesPerSecond, file, source, note } = progress;
  const left = bytesPerSecond > 0 ? ` · ${formatDuration((totalBytes - receivedBytes) / bytesPerSecond)} left` : '';
  const figures = `${megabytes(receivedBytes)} of ${megabytes(totalBytes)} MB · ${megabytes(bytesPerSecond)} MB/s${left}`;
  return (
    <div className={styles.download}>
      <p className={styles.downloadHead}>
        <span>
          Getting {name} from {source}
          {standsIn ? '; using the built-in garments meanwhile.' : '.'}
        </span>
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
