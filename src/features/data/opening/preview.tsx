import { useId, useState } from 'react';
import { classProblems } from '@/dataset/opening/arrange';
import type { PictureOptions } from '@/dataset/opening/picture-options';
import { classesFor } from '@/dataset/opening/wanted';
import { bytesPerItem } from '@/experiment/data/item-shape';
import { LONGEST_NAME } from '@/experiment/data/own';
import { counted, formatBytes } from '@/experiment/words/numbers';
import type { Opening } from '@/stores/opening';
import type { GivenFile, ImagesPreview } from '@/stores/types';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/fields/text-field';
import { FilePicker } from '@/ui/files/file-picker';
import { FEW_PICTURES, FEW_WORDS } from '../collect/problems';
import { givenFiles } from './choose-files';
import { ClassTable } from './class-table';
import { chosenClasses, mergedLabels } from './classes';
import styles from './opening.module.css';
import type { OpeningDialogProps } from './opening-props';
import { NotUsed, NotWanted } from './outcome';
import { PictureFields } from './picture-fields';
import { useSetName } from './set-name';

interface PreviewProps {
  preview: ImagesPreview;
  /** What of it is under way, and which data set is lacking. */
  opening: Pick<Opening, 'state' | 'problem' | 'wanted' | 'difference'>;
  onUse: OpeningDialogProps['onUse'];
  onFiles(files: GivenFile[]): void;
  onOptions(options: PictureOptions): void;
}

/** What was understood of the files. Nothing is kept before it is used. */
export function Preview({ preview, opening, onUse, onFiles, onOptions }: PreviewProps) {
  const { wanted, difference } = opening;
  const saving = opening.state === 'saving';
  const [before] = useState(() => classesFor(wanted?.entry ?? null, preview.classes.length));
  const { name, setName, settleName } = useSetName(preview.name, opening, before !== null);
  const [names, setNames] = useState(() => preview.classes.map((one, label) => before?.names[label] || one.name));
  const [dropped, setDropped] = useState<readonly number[]>(before?.dropped ?? []);
  const heading = useId();
  const rows = preview.classes.map((one, label) => ({ ...one, name: names[label] ?? one.name, dropped: dropped.includes(label) }));
  const chosen = chosenClasses(rows);
  const problems = classProblems(chosen);
  const merged = mergedLabels(rows);
  const wrong = name.trim() === '' ? 'The data set needs a name.' : undefined;
  const use = (asOther: boolean) => {
    const classes = chosen.map((one) => ({ name: one.name, labels: one.labels }));
    onUse(settleName(asOther), classes, asOther);
  };
  return (
    <section aria-labelledby={heading} className={styles.preview}>
      <h3 id={heading} className="visually-hidden">
        Preview
      </h3>
      <div className={styles.previewHead}>
        <TextField label="Name" value={name} maxLength={LONGEST_NAME} error={wrong} onChange={setName} />
        <p className={styles.facts}>{factsOf(preview, chosen)}</p>
      </div>
      {preview.pictures && <PictureFields options={preview.pictures} onApply={onOptions} />}
      {preview.notes.length > 0 && (
        <ul className={styles.notes}>
          {preview.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <ClassTable
        rows={rows}
        merged={merged}
        itemShape={preview.itemShape}
        problemOf={(label) => problems.get(chosen.findIndex(({ labels }) => labels[0] === label))}
        onName={(label, changed) => setNames(names.with(label, changed))}
        onDrop={(label) => setDropped(dropped.includes(label) ? dropped.filter((other) => other !== label) : [...dropped, label])}
      />
      {Math.min(...chosen.map(({ train }) => train)) < FEW_PICTURES && <p className={styles.soft}>{FEW_WORDS}</p>}
      <p className={styles.soft}>Give two classes the same name to make them one.</p>
      {opening.problem && <NotUsed problem={opening.problem} />}
      {wanted && difference && <NotWanted wanted={wanted} difference={difference} onUse={() => use(true)} />}
      <div className={styles.foot}>
        <Button look="primary" disabled={saving || wrong !== undefined || problems.size > 0} onClick={() => use(false)}>
          {saving ? 'Saving …' : 'Use these images'}
        </Button>
        <FilePicker label="Other files" onFiles={(files) => onFiles(givenFiles(files))}>
          Choose other files
        </FilePicker>
        {problems.get(-1) && <p className={styles.problem}>{problems.get(-1)}</p>}
        <p className={styles.soft}>The images are kept in this browser only. Nothing is sent anywhere.</p>
      </div>
    </section>
  );
}

/** "70,000 images · 28 × 28 pixels · gray · 10 classes · 55 MB in memory". */
function factsOf({ itemShape }: ImagesPreview, classes: readonly { train: number; test: number }[]): string {
  const [height, width, channels] = itemShape;
  const images = classes.reduce((sum, { train, test }) => sum + train + test, 0);
  const bytes = formatBytes(images * (bytesPerItem(itemShape) + 1));
  const color = channels === 1 ? 'gray' : 'color';
  return `${counted(images, 'image')} · ${height} × ${width} pixels · ${color} · ${counted(classes.length, 'class', 'classes')} · ${bytes} in memory`;
}
