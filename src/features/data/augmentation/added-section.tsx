import { useMemo } from 'react';
import { ADDED_TIMES, type AddedDrawing, addedWords, DEFAULT_TIMES, MOST_ADDED } from '@/experiment/data/added-drawings';
import { labelName } from '@/experiment/data/labels';
import { sameContent } from '@/experiment/identity';
import { Button } from '@/ui/button';
import { NumberField } from '@/ui/fields/number-field';
import { Fold } from '@/ui/fold';
import { Pixels } from '@/ui/pictures/pixels';
import styles from '../data-settings.module.css';
import { IssueLines } from '../issue-lines';
import { problemAt, within } from '../issues';
import type { SettingsProps } from '../settings-props';

/** Pictures in the row; the others are counted. */
const SHOWN = 12;

interface AddedSectionProps extends SettingsProps {
  /** The kept drawings that say what they are, oldest first. */
  labelledDrawings: readonly AddedDrawing[];
}

/** A person's own drawings as images to learn from; nothing where there are none. */
export function AddedSection({ data, issues, onData, labelledDrawings }: AddedSectionProps) {
  const { drawings } = data;
  const offered = labelledDrawings.slice(-MOST_ADDED);
  if (!drawings && offered.length === 0) return null;
  const add = () => onData('drawings', { drawings: { list: [...offered], times: drawings?.times ?? DEFAULT_TIMES } });
  const changed = offered.length > 0 && !sameContent(drawings?.list, offered);
  const said = within(issues, 'drawings');
  return (
    <Fold
      title="Drawings to learn from"
      summary={drawings ? addedWords(drawings) : `${labelledDrawings.length} could be added`}
      wrong={said.some(({ severity }) => severity === 'error')}
      changed={drawings !== null}
    >
      <div className={styles.fields}>
        {drawings && <Pictures data={data} list={drawings.list} />}
        {drawings && (
          <NumberField
            label={ADDED_TIMES.label}
            help={ADDED_TIMES.help}
            value={drawings.times}
            error={problemAt(issues, 'drawings.times')}
            min={ADDED_TIMES.min}
            max={ADDED_TIMES.max}
            step={10}
            onChange={(times) => onData('drawings times', { drawings: { ...drawings, times: times ?? Number.NaN } })}
          />
        )}
        <IssueLines issues={said.filter(({ field }) => field === 'drawings')} />
        <p className={styles.soft}>
          {drawings
            ? 'These are copies: what you change under My drawings does not change them. They no longer test the network that learns from them.'
            : 'Training can learn from the drawings you keep, beside the images of the data set.'}
        </p>
        <div className={styles.buttons}>
          {changed && <Button onClick={add}>{drawings ? `Replace by my ${offered.length} drawings` : addWords(offered.length)}</Button>}
          {drawings && <Button onClick={() => onData('drawings', { drawings: null })}>Remove</Button>}
        </div>
      </div>
    </Fold>
  );
}

const addWords = (count: number): string => (count === 1 ? 'Add my drawing' : `Add my ${count} drawings`);

function Pictures({ data, list }: Pick<SettingsProps, 'data'> & { list: readonly AddedDrawing[] }) {
  const pictures = useMemo(() => list.slice(0, SHOWN).map(({ label, pixels }) => ({ label, pixels, bytes: bytesOf(pixels) })), [list]);
  return (
    <ul className={styles.drawn} aria-label="Drawings to learn from">
      {pictures.map(({ label, pixels, bytes }) => (
        <li key={pixels}>
          <Pixels bytes={bytes} width={Math.round(Math.sqrt(bytes.length))} label={labelName(data, label)} />
        </li>
      ))}
      {list.length > SHOWN && <li className={styles.soft}>and {list.length - SHOWN} more</li>}
    </ul>
  );
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
