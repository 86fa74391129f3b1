import { useState } from 'react';
import { datasetInfo } from '@/experiment/data/datasets';
import { isOwn } from '@/experiment/data/own';
import { formatBytes, formatCount } from '@/experiment/words/numbers';
import type { DatasetStatus } from '@/stores/types';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialogs/dialog';
import { Notice } from '@/ui/notice';
import styles from '../data-panel.module.css';
import type { DataPanelProps } from '../data-panel-props';
import { ItemPicture } from '../item-picture';
import { useImages } from '../use-images';
import { creditOf, sourceWords } from '../words';
import { LoadFiles } from './load-files';

const PER_CLASS = 10;

type Props = Pick<DataPanelProps, 'inUse' | 'wanted' | 'onOpenFiles' | 'split' | 'filesFor' | 'fetchImages' | 'onFiles' | 'onErase'> & {
  status: DatasetStatus;
};

/** A button, and behind it everything about the data in use: source, size, counts, and images of every class. */
export function BrowseImages({ inUse, wanted, status, split, filesFor, fetchImages, onFiles, onOpenFiles, onErase }: Props) {
  const [open, setOpen] = useState(false);
  const name = datasetInfo(inUse).name;
  const why = inUse === wanted ? '' : ` ${datasetInfo(wanted).name} is not downloaded yet.`;
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        Browse images
      </Button>
      <Dialog title={name} open={open} onClose={() => setOpen(false)}>
        <p className={styles.lead}>
          {sourceWords(inUse, status.source)}, {formatBytes(status.bytes)}.{why} Split: {formatCount(split.train)} for training,{' '}
          {formatCount(split.validation)} for validation, {formatCount(split.test)} for the test. {creditOf(inUse)}
        </p>
        <ImageTable key={inUse} inUse={inUse} status={status} fetchImages={fetchImages} />
        <div className={styles.foot}>
          {isOwn(inUse) ? <Button onClick={onOpenFiles}>Open files …</Button> : <LoadFiles filesFor={filesFor} onFiles={onFiles} />}
          <EraseEverything onErase={onErase} />
        </div>
      </Dialog>
    </>
  );
}

function ImageTable({ inUse, status, fetchImages }: Pick<Props, 'inUse' | 'status' | 'fetchImages'>) {
  const [seed, setSeed] = useState(0);
  const { images, problem } = useImages(fetchImages, inUse, PER_CLASS, seed);
  if (problem)
    return (
      <Notice kind="error" title="No images could be shown.">
        {problem}
      </Notice>
    );
  return (
    <table className={styles.images}>
      <caption className="visually-hidden">Images of each class, with the number of training and test images</caption>
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col">Train</th>
          <th scope="col">Test</th>
          <th scope="col">
            <Button onClick={() => setSeed(seed + 1)}>Shuffle</Button>
          </th>
        </tr>
      </thead>
      <tbody>
        {datasetInfo(inUse).classNames.map((name, label) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{formatCount(status.trainCounts[label] ?? 0)}</td>
            <td>{formatCount(status.testCounts[label] ?? 0)}</td>
            <td className={styles.strip}>
              {(images ?? [])
                .filter((image) => image.label === label)
                .map((image, i) => (
                  // The position is the identity: the strip shows the i-th picked image.
                  // biome-ignore lint/suspicious/noArrayIndexKey: images have no other name.
                  <ItemPicture key={i} dataset={inUse} bytes={image.pixels} label={i === 0 ? `Images of class ${name}` : ''} />
                ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One question, then everything that this computer keeps is gone. */
function EraseEverything({ onErase }: { onErase(): void }) {
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <Button className={styles.erase} onClick={() => setAsking(true)}>
        Erase everything on this computer
      </Button>
    );
  return (
    <Notice
      kind="warning"
      title="Erase data, runs, trained networks and settings?"
      actions={
        <>
          <Button onClick={onErase}>Erase everything</Button>
          <Button onClick={() => setAsking(false)}>Cancel</Button>
        </>
      }
    >
      This cannot be undone.
    </Notice>
  );
}
