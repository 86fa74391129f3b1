import { useMemo } from 'react';
import { AUGMENTATIONS, type StepOf } from '@/experiment/data/augmentations';
import { DRAWING_WAYS } from '@/experiment/data/augmentations/drawing';
import { datasetInfo } from '@/experiment/data/datasets';
import { labelName } from '@/experiment/data/labels';
import { formatShare } from '@/experiment/words/numbers';
import { CheckField } from '@/ui/fields/check-field';
import { NumberField } from '@/ui/fields/number-field';
import { Fold } from '@/ui/fold';
import styles from '../data-settings.module.css';
import { IssueLines } from '../issue-lines';
import { problemAt, within } from '../issues';
import { ItemPicture } from '../item-picture';
import { useImages } from '../use-images';
import { drawingAt, drawingStep, setStep, toggleDrawing } from './augmentation-edits';
import type { PixelsProps } from './pixels-props';
import { pickPreview, previewDraws } from './preview-draws';

/** Images in the row of examples. */
const EXAMPLES = 6;
const EXAMPLE_SEED = 1;

const { fields } = AUGMENTATIONS.drawing;

/** One switch that has a share of the training images rendered as drawings. */
export function DrawingsSwitch({ data: { augmentation }, onData }: Pick<PixelsProps, 'data' | 'onData'>) {
  return (
    <CheckField
      role="switch"
      label="Ready for drawings"
      help="Turns a share of the training images into drawings, anew in each epoch, so that the network understands what you draw. Real images may get a little harder for it. It names more drawings with the schedule Cosine."
      checked={drawingStep(augmentation) !== null}
      onChange={(on) => onData('ready for drawings', { augmentation: toggleDrawing(augmentation, on) })}
    />
  );
}

/** Examples of the drawings, and how they are made; nothing where the switch is off. */
export function DrawingsSection(props: PixelsProps) {
  const { data, issues, onData } = props;
  const { augmentation } = data;
  const place = drawingAt(augmentation);
  const step = drawingStep(augmentation);
  const path = `augmentation.steps.${place}`;
  const wrong = within(issues, path).length > 0;
  if (!step) return null;
  return (
    <div className={styles.fields} data-changed>
      <Examples {...props} wrong={wrong} />
      <Fold title="How they are drawn" summary={`${formatShare(step.probability)} of the images`} wrong={wrong}>
        <div className={styles.pair}>
          {fields.map(({ name, label, help, ...field }) => (
            <NumberField
              key={name}
              address={`augmentation.drawing.${name}`}
              label={name === 'probability' ? 'share of images' : label}
              help={name === 'probability' ? 'How many of the training images are drawings, from none (0) to all (1).' : help}
              value={step[name as keyof typeof step] as number}
              error={problemAt(issues, `${path}.${name}`)}
              {...('min' in field ? { min: field.min, max: field.max } : {})}
              step={field.type === 'number' ? field.step : 1}
              onChange={(value) => onData(`drawing ${name}`, { augmentation: setStep(augmentation, place, name, value ?? Number.NaN) })}
            />
          ))}
        </div>
        <IssueLines issues={issues.filter(({ field }) => field === path)} />
      </Fold>
    </div>
  );
}

/** The step as it always draws, in one of its ways: each in turn, so that the row shows them all. */
function inOneWay(step: StepOf<'drawing'>, item: number): StepOf<'drawing'> {
  const ways = DRAWING_WAYS.filter((way) => step[way] > 0);
  const others = DRAWING_WAYS.filter((way) => way !== ways[item % ways.length]);
  return { ...step, probability: 1, ...Object.fromEntries(others.map((way) => [way, 0])) };
}

/** Real images, and below each a drawing that training would make of it. */
function Examples({ data, dataset, seed, fetchImages, wrong }: PixelsProps & { wrong: boolean }) {
  const { images } = useImages(fetchImages, dataset, 1, EXAMPLE_SEED);
  const step = drawingStep(data.augmentation);
  const columns = useMemo(() => {
    const [height, width, channels] = datasetInfo(dataset).itemShape;
    if (!step || wrong) return [];
    return pickPreview(images ?? [], data.augmentation.classes, EXAMPLES).map(({ pixels, label }, item) => {
      const [drawn = pixels] = previewDraws(
        { pixels, className: labelName({ dataset }, label) },
        { height, width, channels },
        [inOneWay(step, item)],
        {
          seed: seed || 0,
          item,
          first: 0,
          count: 1,
        },
      );
      return { pixels, label, drawn };
    });
  }, [images, data.augmentation.classes, dataset, step, wrong, seed]);
  return (
    <fieldset className={styles.examples} aria-label="Examples of drawings">
      {columns.map(({ pixels, label, drawn }) => (
        <div key={label}>
          <ItemPicture dataset={dataset} bytes={pixels} label={`${labelName(data, label)}, as it is`} />
          <ItemPicture dataset={dataset} bytes={drawn} label={`${labelName(data, label)}, as a drawing`} />
        </div>
      ))}
    </fieldset>
  );
}
