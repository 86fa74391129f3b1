import { formatCount } from '@/experiment/words/numbers';
import { argmaxRows } from '@/metrics/probabilities';
import type { JudgedAnswers } from '@/metrics/selection';
import type { SamplePrediction } from '@/run/types';
import type { ImagesRequest } from '@/stores/images';
import { ImageDetail } from './detail/image-detail';
import { ImageFilters } from './gallery/image-filters';
import { ImageGrid } from './gallery/image-grid';
import styles from './images-dialog.module.css';
import type { ImagesDialogProps, ImagesView } from './images-view';
import type { ShownImage } from './types';

interface ImagesBodyProps extends ImagesDialogProps {
  request: ImagesRequest;
  view: ImagesView;
  judged: JudgedAnswers | null;
  /** The images of the list, by row of the answers, in their order. */
  rows: Uint32Array | null;
  onView(change: Partial<ImagesView>): void;
}

/** The wall of images, or one of them. */
export function ImagesBody(props: ImagesBodyProps) {
  const { request, predictions, moment, classNames, imageShape, fetch, view, judged, rows, onView } = props;
  if (view.mode === 'single' && request.single) return <Single {...props} single={request.single} />;
  if (!predictions || !judged || !rows) return null;
  const imageAt = (place: number) => shownImage(props, judged, rows[place] ?? 0);
  if (view.mode === 'image' && view.at < rows.length) {
    const go = (step: number) => (rows[view.at + step] === undefined ? null : () => onView({ at: view.at + step }));
    return <Detail {...props} image={imageAt(view.at)} bytes={null} onPrevious={go(-1)} onNext={go(1)} />;
  }
  return (
    <>
      <ImageFilters
        filter={view.filter}
        order={view.order}
        classNames={classNames}
        suspects={judged.suspects.length}
        onFilter={(filter) => onView({ filter, at: 0, focused: false })}
        onOrder={(order) => onView({ order, at: 0, focused: false })}
      />
      <p className={styles.count} role="status">
        {formatCount(rows.length)} of {formatCount(predictions.targets.length)} {request.set} images
        {moment && `, ${moment}`}
        {request.set === 'training' && `. ${LEARNED_LABELS}`}
      </p>
      {rows.length === 0 ? (
        <p className={styles.waiting}>No images.</p>
      ) : (
        <ImageGrid
          key={`${view.order} ${Object.values(view.filter).join(' ')}`}
          count={rows.length}
          imageAt={imageAt}
          classNames={classNames}
          imageShape={imageShape}
          fetch={fetch}
          at={view.at}
          focused={view.focused}
          onMove={(at) => onView({ at, focused: true })}
          onOpen={(at) => onView({ at, mode: 'image' })}
        />
      )}
    </>
  );
}

/** What confident learning cannot see in images that were trained on. */
const LEARNED_LABELS = 'The model was trained on these labels and may have learned wrong ones too: after few epochs it finds more of them.';

/** An image that was known before any list: a sample. */
function Single({ single, ...props }: ImagesBodyProps & { single: SamplePrediction }) {
  const { index, target, probabilities, pixels } = single;
  const [predicted = 0] = argmaxRows(Float32Array.from(probabilities), probabilities.length);
  return <Detail {...props} image={{ index, target, predicted, probabilities }} bytes={pixels} onPrevious={null} onNext={null} />;
}

const KINDS = { training: 'Training image', validation: 'Validation image', test: 'Test image' } as const;

interface DetailProps extends ImagesBodyProps {
  image: ShownImage;
  bytes: Uint8Array | null;
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
}

function Detail({ request, trainCount, classNames, imageShape, fetch, search, why, onView, onAsk, ...own }: DetailProps) {
  const { image, bytes, onPrevious, onNext, predictions } = own;
  const back = () => {
    if (!predictions) onAsk();
    onView({ mode: 'wall', focused: true });
  };
  const kind = KINDS[request.set];
  return (
    <ImageDetail {...{ image, bytes, kind, trainCount, classNames, imageShape, fetch, search, why, onPrevious, onNext }} onBack={back} />
  );
}

function shownImage(
  { predictions }: Pick<ImagesBodyProps, 'predictions'>,
  { answers, predictions: said }: JudgedAnswers,
  row: number,
): ShownImage {
  const classes = answers.classNames.length;
  return {
    index: predictions?.indices[row] ?? 0,
    target: answers.targets[row] ?? 0,
    predicted: said[row] ?? 0,
    probabilities: answers.probabilities.subarray(row * classes, (row + 1) * classes),
  };
}
