import { useMemo, useState } from 'react';
import type { ItemShape } from '@/experiment/data/item-shape';
import { formatCount } from '@/experiment/words/numbers';
import type { LabelsRequest } from '@/stores/images';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialogs/dialog';
import { Notice } from '@/ui/notice';
import type { FetchPixels } from '@/ui/pictures/use-pixels';
import { ImageDetail } from '../detail/image-detail';
import type { NeighbourSearch } from '../detail/neighbours';
import { ClassField } from '../gallery/class-field';
import { ImageGrid } from '../gallery/image-grid';
import shared from '../images-dialog.module.css';
import styles from './labels-dialog.module.css';

/** Training images with the class of each. */
interface ClassedImages {
  positions: Uint32Array;
  classes: ArrayLike<number>;
  trainCount: number;
}

export interface LabelsDialogProps {
  /** Which bar was opened; `null` while the dialog is closed. */
  request: LabelsRequest | null;
  images: ClassedImages | null;
  /** Why there are none. */
  error: string | null;
  classNames: readonly string[];
  imageShape: ItemShape;
  fetch: FetchPixels;
  /** `null` where no model is here that was trained on these images. */
  search: NeighbourSearch | null;
  /** Shows the images of a class (`null`: all) with that model's answers; `null` where there is none. */
  onAnswers: ((chosen: number | null) => void) | null;
  onClose(): void;
}

/** What a person chose since the dialog was opened. */
interface View {
  chosen: number | null;
  at: number;
  open: boolean;
  focused: boolean;
}

/** The training images of a class as they are labeled, in the order of the data set. No model is needed. */
export function LabelsDialog(props: LabelsDialogProps) {
  const { request, images, error, classNames, onClose } = props;
  const [own, setOwn] = useState<{ request: LabelsRequest; view: View } | null>(null);
  const view = own?.request === request ? own?.view : { chosen: request?.chosen ?? null, at: 0, open: false, focused: false };
  const chosen = view?.chosen ?? null;
  const rows = useMemo(
    () => (images ? [...images.positions.keys()].filter((row) => chosen === null || images.classes[row] === chosen) : []),
    [images, chosen],
  );
  const change = (part: Partial<View>) => request && view && setOwn({ request, view: { ...view, ...part } });
  return (
    <Dialog title={`Images: ${chosen === null ? 'all' : (classNames[chosen] ?? '')}`} size="full" open={request !== null} onClose={onClose}>
      <div className={shared.body}>
        {error && (
          <Notice kind="error" title="The images could not be found.">
            {error}
          </Notice>
        )}
        {images && view ? (
          <Shown {...props} images={images} rows={rows} view={view} onView={change} />
        ) : (
          !error && (
            <p className={shared.waiting} role="status">
              Loading images …
            </p>
          )
        )}
      </div>
    </Dialog>
  );
}

interface ShownProps extends LabelsDialogProps {
  images: ClassedImages;
  /** The images of the class, by their place in `images`. */
  rows: readonly number[];
  view: View;
  onView(change: Partial<View>): void;
}

/** The wall, or one image of it. */
function Shown({ images, rows, view, classNames, imageShape, fetch, search, onAnswers, onView }: ShownProps) {
  const { positions, classes, trainCount } = images;
  const imageAt = (place: number) => {
    const row = rows[place] ?? 0;
    return { index: positions[row] ?? 0, target: classes[row] ?? 0 };
  };
  if (view.open && view.at < rows.length) {
    const go = (step: number) => (rows[view.at + step] === undefined ? null : () => onView({ at: view.at + step }));
    return (
      <ImageDetail
        image={imageAt(view.at)}
        bytes={null}
        kind="Training image"
        {...{ trainCount, classNames, imageShape, fetch, search }}
        onBack={() => onView({ open: false, focused: true })}
        onPrevious={go(-1)}
        onNext={go(1)}
      />
    );
  }
  return (
    <>
      <div className={styles.choice}>
        <ClassField
          label="Class"
          all="All"
          value={view.chosen}
          classNames={classNames}
          onChange={(chosen) => onView({ chosen, at: 0, focused: false })}
        />
        {onAnswers && <Button onClick={() => onAnswers(view.chosen)}>Show the model's answers</Button>}
      </div>
      <p className={shared.count} role="status">
        {formatCount(rows.length)} of {formatCount(positions.length)} training images
      </p>
      <ImageGrid
        key={view.chosen}
        count={rows.length}
        {...{ imageAt, classNames, imageShape, fetch }}
        at={view.at}
        focused={view.focused}
        onMove={(at) => onView({ at, focused: true })}
        onOpen={(at) => onView({ at, open: true })}
      />
    </>
  );
}
