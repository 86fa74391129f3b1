import { useState } from 'react';
import { datasetInfo, hasStandIn } from '@/experiment/data/datasets';
import { itemName } from '@/experiment/data/labels';
import { isOwn } from '@/experiment/data/own';
import { formatBytes, formatDuration } from '@/experiment/words/numbers';
import type { DownloadProgress } from '@/stores/types';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Progress } from '@/ui/waiting/progress';
import styles from '../data-panel.module.css';
import type { DataPanelProps } from '../data-panel-props';
import { contentWords } from '../words';
import { LoadFiles } from './load-files';

/** What stands between the person and the data set they want: reading it, a download, or why it could not be had and how to get it. */
export function DatasetState(props: DataPanelProps) {
  const { wanted, inUse, statuses, onCancel } = props;
  const status = statuses[wanted];
  if (!status) return null;
  const standsIn = inUse !== wanted && statuses[inUse]?.state === 'ready';
  switch (status.state) {
    case 'ready':
      return <NotTaken problems={status.problems} onOpenGiven={props.onOpenGiven} />;
    case 'loading':
      return <p className={styles.soft}>Loading {itemName({ dataset: wanted })}s …</p>;
    case 'downloading':
      return (
        status.download && <Download name={datasetInfo(wanted).name} progress={status.download} standsIn={standsIn} onCancel={onCancel} />
      );
    case 'failed':
      if (isOwn(wanted)) return <OwnMissing {...props} problems={status.problems} />;
      return <NotDownloaded {...props} problems={status.problems} standsIn={standsIn} />;
    case 'absent':
      return null;
  }
}

/** That the set could not be had, and how to get it. Dismissed, it comes back with the next failure. */
function NotDownloaded({
  wanted,
  filesFor,
  problems,
  standsIn,
  onRetry,
  onFiles,
  onOpenGiven,
}: DataPanelProps & { problems: string[]; standsIn: boolean }) {
  const [seen, setSeen] = useState<string[] | null>(null);
  if (problems === seen) return null;
  const { name } = datasetInfo(wanted);
  return (
    <Notice
      kind="warning"
      actions={
        <Button look="icon" className={styles.dismiss} aria-label="Dismiss" onClick={() => setSeen(problems)}>
          ×
        </Button>
      }
      details={
        <>
          <div>
            <p>
              {name} could not be downloaded.{' '}
              {standsIn
                ? `You are training on the built-in garments for now. Everything works; scores are not comparable with ${name}.`
                : hasStandIn(wanted) && 'The built-in garments take its place.'}
            </p>
            <Causes causes={problems} />
          </div>
          <div className={styles.get}>
            <Button onClick={onRetry}>Try again</Button>
            <LoadFiles filesFor={filesFor} onFiles={onFiles} />
            {onOpenGiven && <Button onClick={onOpenGiven}>Open as my own images</Button>}
          </div>
        </>
      }
    >
      {name} is missing
    </Notice>
  );
}

/** The design names images that are not here: which files they are, and that these are recognized. */
function OwnMissing({ wanted, problems, onOpenFiles }: DataPanelProps & { problems: string[] }) {
  const { name, origin } = datasetInfo(wanted);
  const files = origin.kind === 'opened' ? origin.files.join(', ') : '';
  return (
    <Notice
      kind="warning"
      actions={<Button onClick={onOpenFiles}>Open files …</Button>}
      details={
        <>
          <p>
            {name} has {contentWords(wanted)}. It was opened from {files || 'files'}. Open the same files with the same choices, and they
            are recognized by their content.
          </p>
          <Causes causes={problems} />
        </>
      }
    >
      {name} is not on this computer
    </Notice>
  );
}

/** The cause that says most, and behind "Why" everything that was tried. */
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
function NotTaken({ problems, onOpenGiven }: Pick<DataPanelProps, 'onOpenGiven'> & { problems: string[] }) {
  const [seen, setSeen] = useState<string[] | null>(null);
  if (problems.length === 0 || problems === seen) return null;
  return (
    <Notice
      kind="warning"
      title="These files could not be used."
      actions={
        <>
          {onOpenGiven && <Button onClick={onOpenGiven}>Open as my own images</Button>}
          <Button onClick={() => setSeen(problems)}>Dismiss</Button>
        </>
      }
    >
      The images that were here before are still in use.
      <Causes causes={problems} />
    </Notice>
  );
}

interface DownloadProps {
  name: string;
  progress: DownloadProgress;
  standsIn: boolean;
  onCancel(): void;
}

function Download({ name, progress, standsIn, onCancel }: DownloadProps) {
  const { receivedBytes, totalBytes, bytesPerSecond, file, source, note } = progress;
  const left = bytesPerSecond > 0 ? ` · ${formatDuration((totalBytes - receivedBytes) / bytesPerSecond)} left` : '';
  const figures = `${formatBytes(receivedBytes)} of ${formatBytes(totalBytes)} · ${formatBytes(Math.round(bytesPerSecond))}/s${left}`;
  return (
    <div className={styles.download}>
      <p className={styles.downloadHead}>
        <span>
          Downloading {name} from {source}.{standsIn && ' You are training on the built-in garments for now.'}
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
