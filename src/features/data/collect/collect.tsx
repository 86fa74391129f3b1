import { type ReactNode, useState } from 'react';
import { LONGEST_NAME } from '@/experiment/data/own';
import { counted } from '@/experiment/words/numbers';
import type { CollectedClass } from '@/stores/collected';
import { Button } from '@/ui/button';
import { Camera } from '@/ui/camera/camera';
import { Notice } from '@/ui/notice';
import styles from './collect.module.css';
import { collectAdvice, collectProblem, nameProblem } from './problems';
import { pictureOf } from './take-picture';

export interface CollectProps {
  classes: readonly CollectedClass[];
  /** The id of the class that the next picture is for. */
  chosen: number;
  /** A pad to draw pictures on; `onDrawn` is given each as a PNG. */
  pad(onDrawn: (file: Blob) => void): ReactNode;
  onChooseClass(id: number): void;
  onAddClass(): void;
  onRenameClass(id: number, name: string): void;
  onRemoveClass(id: number): void;
  onPicture(file: Blob): void;
  onRemovePicture(classId: number, pictureId: number): void;
  onUse(): void;
  onBack(): void;
}

/** Pictures are taken with the camera, or drawn, into classes of one's own. */
export function Collect(props: CollectProps) {
  const { classes, chosen, onPicture } = props;
  const [source, setSource] = useState<'camera' | 'pad' | null>(null);
  const [problem, setProblem] = useState('');
  const into = classes.find(({ id }) => id === chosen);
  const why = collectProblem(classes);
  const fail = (error: unknown) => {
    setSource(null);
    setProblem(error instanceof Error ? error.message : String(error));
  };
  const begin = (next: 'camera' | 'pad') => {
    setProblem('');
    setSource(next);
  };
  return (
    <section aria-label="Collect pictures" className={styles.collect}>
      {problem && (
        <Notice kind="error" title="There is no picture yet.">
          {problem}
        </Notice>
      )}
      <div className={styles.sides}>
        <Classes {...props} />
        <div className={styles.source}>
          {into && (
            <p role="status">
              The next picture is for <strong>{into.name.trim() || 'a class without a name'}</strong>, which has{' '}
              {counted(into.pictures.length, 'picture')}.
            </p>
          )}
          {source === 'camera' && into && (
            <Camera
              verb="Take picture"
              onShoot={(video) => void pictureOf(video).then(onPicture, fail)}
              onFail={fail}
              onBack={() => setSource(null)}
            />
          )}
          {source === 'pad' && into && (
            <>
              {props.pad(onPicture)}
              <Button onClick={() => setSource(null)}>Back</Button>
            </>
          )}
          {source === null && (
            <div className={styles.buttons}>
              <Button look="primary" disabled={!into} onClick={() => begin('camera')}>
                Use the camera
              </Button>
              <Button disabled={!into} onClick={() => begin('pad')}>
                Draw them
              </Button>
            </div>
          )}
        </div>
      </div>
      <p className={styles.soft}>{collectAdvice(classes)}</p>
      <div className={styles.buttons}>
        <Button look="primary" disabled={why !== ''} onClick={props.onUse}>
          Look at them all
        </Button>
        <Button onClick={props.onBack}>Open files instead</Button>
        {why && <p className={styles.soft}>{why}</p>}
      </div>
      <p className={styles.soft}>The pictures stay on this computer. Nothing is sent anywhere.</p>
    </section>
  );
}

/** The classes with their pictures; the one that is chosen gets the next. */
function Classes(props: CollectProps) {
  const { classes, chosen } = props;
  const most = Math.max(1, ...classes.map(({ pictures }) => pictures.length));
  return (
    <div className={styles.classes}>
      <ul>
        {classes.map((one, i) => {
          const problem = nameProblem(one, classes);
          return (
            <li key={one.id} data-chosen={one.id === chosen || undefined}>
              <div className={styles.head}>
                <input
                  type="radio"
                  name="collect-class"
                  aria-label={`Collect for ${one.name.trim() || `class ${i + 1}`}`}
                  checked={one.id === chosen}
                  onChange={() => props.onChooseClass(one.id)}
                />
                <input
                  className={styles.name}
                  aria-label={`Name of class ${i + 1}`}
                  aria-invalid={problem !== undefined}
                  aria-describedby={problem ? `collect-problem-${one.id}` : undefined}
                  autoComplete="off"
                  maxLength={LONGEST_NAME}
                  value={one.name}
                  onFocus={() => props.onChooseClass(one.id)}
                  onChange={(event) => props.onRenameClass(one.id, event.target.value)}
                />
                <meter className={styles.count} aria-label={`Pictures of class ${i + 1}`} min={0} max={most} value={one.pictures.length} />
                <span className={styles.figure}>{one.pictures.length}</span>
                <Button look="quiet" aria-label={`Remove class ${i + 1}`} onClick={() => props.onRemoveClass(one.id)}>
                  Remove
                </Button>
              </div>
              {problem && (
                <p id={`collect-problem-${one.id}`} className={styles.problem}>
                  {problem}
                </p>
              )}
              {one.pictures.length > 0 && (
                <ul className={styles.pictures}>
                  {one.pictures.map((picture, at) => (
                    <li key={picture.id}>
                      <button
                        type="button"
                        title="Remove this picture"
                        aria-label={`Remove picture ${at + 1} of class ${i + 1}`}
                        onClick={() => props.onRemovePicture(one.id, picture.id)}
                      >
                        <img src={picture.url} alt="" width="40" height="40" />
                      </button>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ul>
      <Button look="quiet" onClick={props.onAddClass}>
        Add class
      </Button>
    </div>
  );
}
