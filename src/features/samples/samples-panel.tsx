import type { ItemShape } from '@/experiment/data/item-shape';
import type { SamplePrediction, Samples } from '@/run/types';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/panel';
import { SavePicture } from '@/ui/pictures/save-picture';
import { PreviewItem, SampleItem } from './sample-item';
import styles from './samples-panel.module.css';

export interface SamplesPanelProps {
  /** The run, in words; empty without one. */
  subject: string;
  samples: Samples | null;
  classNames: readonly string[];
  /** A model without epochs: then there is no moment to name. */
  classical: boolean;
  /** What to press, while nothing is trained. */
  idleHint: string | null;
  /** Images to show before any prediction, each with the name of the garment: whether the question is about groups or not. */
  preview: readonly { pixels: Uint8Array; name: string }[];
  imageShape: ItemShape;
  /** Asks for other images. */
  onShuffle(): void;
  /** Opens one image, large. */
  onOpen(item: SamplePrediction): void;
}

/** A handful of images and what the model says of them, of a network while it learns; as many as the height has room for. */
export function SamplesPanel({
  subject,
  samples,
  classNames,
  classical,
  idleHint,
  preview,
  imageShape,
  onShuffle,
  onOpen,
}: SamplesPanelProps) {
  const aside = (
    <>
      {samples && <span className={styles.source}>{momentOf(samples, classical)}</span>}
      <Button look="quiet" className={styles.shuffle} aria-label="Shuffle samples" onClick={onShuffle}>
        Shuffle
      </Button>
      {samples && (
        <SavePicture make={() => pictureOf(samples, classNames, imageShape, [subject, momentOf(samples, classical)].join(' · '))} />
      )}
    </>
  );
  const names = (target: number) => classNames[target] ?? `Class ${target}`;
  return (
    <Panel title="Samples" className={styles.panel} aside={aside}>
      {!samples && idleHint && <p className={styles.hint}>{idleHint}</p>}
      <ul className={styles.list}>
        {samples
          ? samples.items.map((item, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a place in the list keeps its canvas while its image changes.
              <SampleItem key={i} item={item} shape={imageShape} nameOf={names} onOpen={() => onOpen(item)} />
            ))
          : preview.map(({ pixels, name }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              <PreviewItem key={i} pixels={pixels} shape={imageShape} name={name} />
            ))}
      </ul>
    </Panel>
  );
}

const momentOf = ({ set, epoch }: Samples, classical: boolean): string => (classical ? set : `${set}, epoch ${epoch}`);

const pictureOf = async (samples: Samples, classNames: readonly string[], imageShape: ItemShape, subtitle: string) =>
  (await import('@/print/samples')).samplesPicture({ samples, classNames, imageShape, subtitle });
