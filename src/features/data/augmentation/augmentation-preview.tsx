import { useMemo, useState } from 'react';
import { datasetInfo } from '@/experiment/data/datasets';
import { labelName } from '@/experiment/data/labels';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { within } from '../issues';
import { ItemPicture } from '../item-picture';
import { useImages } from '../use-images';
import styles from './augmentation.module.css';
import type { PixelsProps } from './pixels-props';
import { pickPreview, previewDraws } from './preview-draws';

/** Columns of the preview, and draws below each original. */
const IMAGES = 6;
const DRAWS = 4;

/** Real images, and below each what training would make of it in some epochs. */
export function AugmentationPreview({ data, dataset, issues, seed, fetchImages }: PixelsProps) {
  const [imageSeed, setImageSeed] = useState(1);
  const [first, setFirst] = useState(0);
  const { images, problem } = useImages(fetchImages, dataset, IMAGES, imageSeed);
  const { steps, classes } = data.augmentation;
  const shown = useMemo(() => pickPreview(images ?? [], classes, IMAGES), [images, classes]);
  const wrong = within(issues, 'augmentation.steps').some(({ severity }) => severity === 'error');
  const [height, width, channels] = datasetInfo(dataset).itemShape;
  const columns = useMemo(
    () =>
      shown.map(({ pixels, label }, item) => ({
        pixels,
        label,
        // A seed that is no number yet is mended in its own field; the preview needs some number.
        draws: wrong
          ? []
          : previewDraws({ pixels, className: labelName({ dataset }, label) }, { height, width, channels }, steps, {
              seed: seed || 0,
              item,
              first,
              count: DRAWS,
            }),
      })),
    [shown, dataset, height, width, channels, steps, wrong, seed, first],
  );
  if (problem)
    return (
      <Notice kind="error" title="No images could be shown.">
        {problem}
      </Notice>
    );
  return (
    <section aria-label="Preview" className={styles.preview}>
      <div className={styles.columns}>
        {columns.map(({ pixels, label, draws }, column) => (
          // Two columns may show images of one class; the place is the identity.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <div key={column} className={styles.column} title={labelName(data, label)}>
            <ItemPicture dataset={dataset} bytes={pixels} label={`${labelName(data, label)}, as it is`} />
            <span className={styles.rule} />
            {draws.map((bytes, i) => (
              // The i-th draw has no other name.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above.
              <ItemPicture key={i} dataset={dataset} bytes={bytes} label={`${labelName(data, label)}, draw ${i + 1}`} />
            ))}
          </div>
        ))}
      </div>
      <p className={styles.legend}>{wrong ? 'Fix the steps above to see what they do.' : 'Top: originals. Below: random variations.'}</p>
      <div className={styles.actions}>
        <Button onClick={() => setFirst(first + DRAWS)}>Other draws</Button>
        <Button onClick={() => setImageSeed(imageSeed + 1)}>Other images</Button>
      </div>
    </section>
  );
}
