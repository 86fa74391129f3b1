import { useState } from 'react';
import { SCALINGS } from '@/experiment/data/splits';
import type { Scaling } from '@/experiment/data/types';
import { stepWords } from '@/experiment/words/data';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialogs/dialog';
import { SelectField } from '@/ui/fields/select-field';
import { Fold } from '@/ui/fold';
import styles from '../data-settings.module.css';
import { IssueLines } from '../issue-lines';
import { within } from '../issues';
import { pixelWords } from '../words';
import { AugmentationEditor } from './augmentation-editor';
import type { PixelsProps } from './pixels-props';

const OPTIONS = Object.entries(SCALINGS).map(([value, { title }]) => ({ value, label: title }));

/** How bytes become numbers, and how training images are changed on the way. */
export function PixelsSection(props: PixelsProps) {
  const { data, issues, onData } = props;
  const { scaling, augmentation } = data;
  const [open, setOpen] = useState(false);
  return (
    <Fold
      title="Pixels"
      summary={pixelWords(data)}
      wrong={within(issues, 'augmentation').some(({ severity }) => severity === 'error')}
      changed={scaling !== 'unit' || augmentation.steps.length > 0}
    >
      <div className={styles.fields}>
        <SelectField
          label="Scaling"
          help={SCALINGS[scaling].help}
          address="data.scaling"
          value={scaling}
          options={OPTIONS}
          onChange={(next) => onData('scaling', { scaling: next as Scaling })}
        />
        <IssueLines issues={within(issues, 'scaling')} />
        <div>
          <p className={styles.label}>Augmentation</p>
          {augmentation.steps.length === 0 && <p>Each image is trained on as it is.</p>}
          <ol className={styles.steps}>
            {augmentation.steps.map((step, i) => (
              // The same step may be there twice, so the position is the identity.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above.
              <li key={i}>{stepWords(step)}</li>
            ))}
          </ol>
          <IssueLines issues={within(issues, 'augmentation')} />
          <Button className={styles.change} onClick={() => setOpen(true)}>
            {augmentation.steps.length === 0 ? 'Add changes' : 'Change or preview'}
          </Button>
        </div>
      </div>
      <Dialog title="Augmentation" open={open} onClose={() => setOpen(false)}>
        <AugmentationEditor {...props} />
      </Dialog>
    </Fold>
  );
}
