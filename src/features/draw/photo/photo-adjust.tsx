import { useMemo, useState } from 'react';
import { type MeasuredPhoto, photoInput } from '@/dataset/drawing/photo';
import { CANVAS } from '@/dataset/drawing/types';
import { formatPercent } from '@/experiment/words/numbers';
import { Button } from '@/ui/button';
import { CheckField } from '@/ui/fields/check-field';
import { SliderField } from '@/ui/fields/slider-field';
import { Pixels } from '@/ui/pictures/pixels';
import styles from './photo.module.css';

interface PhotoAdjustProps {
  photo: MeasuredPhoto;
  subject: 'network' | 'model';
  onBack(): void;
  onUse(pixels: Uint8Array): void;
}

/** Parts the garment from its background, with the picture that comes of it beside the photo. */
export function PhotoAdjust({ photo, subject, onBack, onUse }: PhotoAdjustProps) {
  const [threshold, setThreshold] = useState(photo.threshold);
  const [invert, setInvert] = useState(photo.bright);
  const pixels = useMemo(() => photoInput(photo, threshold, invert), [photo, threshold, invert]);
  const grey = useMemo(() => Uint8Array.from(photo.luma), [photo]);
  const empty = pixels.every((value) => value === 0);
  return (
    <>
      <div className={styles.pictures}>
        <figure>
          <Pixels bytes={grey} width={photo.size} label="The photo, in gray" />
          <figcaption>The photo</figcaption>
        </figure>
        <figure>
          <Pixels bytes={pixels} width={CANVAS} label={`What the ${subject} will see`} />
          <figcaption>What the {subject} will see</figcaption>
        </figure>
      </div>
      <SliderField
        label="Background"
        help="Colors this close to the color at the photo’s edge count as background."
        value={threshold}
        min={0.01}
        max={0.6}
        step={0.01}
        text={formatPercent(threshold, 0)}
        onChange={setThreshold}
      />
      <CheckField label="Invert brightness" help="Fashion-MNIST shows garments bright on black." checked={invert} onChange={setInvert} />
      {empty && <p role="status">Everything counts as background. Move the slider to the left.</p>}
      <div className={styles.buttons}>
        <Button look="primary" disabled={empty} onClick={() => onUse(pixels)}>
          Use this picture
        </Button>
        <Button onClick={onBack}>Another picture</Button>
      </div>
    </>
  );
}
