import { indent, pyFloat, pyNumber } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import { AUGMENTATIONS, type AugmentationKind, type AugmentationStep, type StepOf } from '@/experiment/data/augmentations';
import { bytesPerItem, datasetInfo, type ItemShape } from '@/experiment/data/datasets';
import type { DataSpec } from '@/experiment/data/types';
import addNoise from './add-noise.py?raw';
import cutOut from './cut-out.py?raw';
import maps from './maps.py?raw';

/**
 * How a step is written. `draws` numbers of each image's stream are drawn, the first of which decides whether the step happens. A step `onMap`
 * gives lines that set `step`; one `onPixels` lines that set `changed` from `images`. `numbers[:, 1]` is the second number drawn.
 */
type WrittenStep = { draws: number; words: string; helpers: Block[] } & ({ onMap: string[] } | { onPixels: string[] });

/** A factor for two columns. */
const both = (across: number, along: number): string => (across === along ? pyNumber(across) : `[${pyNumber(across)}, ${pyNumber(along)}]`);

/** Kinds of steps that no Python is written for; an Experiment with one is refused. */
type Unwritten = 'drawing';

/** The one table from kind of step to its Python; a kind left out is a compile error. */
const STEPS: { [K in Exclude<AugmentationKind, Unwritten>]: (step: StepOf<K>, shape: ItemShape) => WrittenStep } = {
  flipLeftRight: () => ({ draws: 1, words: 'Flip left-right.', helpers: [], onMap: ['step = affine(a=-1.0)'] }),
  flipUpDown: () => ({ draws: 1, words: 'Flip up-down.', helpers: [], onMap: ['step = affine(d=-1.0)'] }),
  rotation: ({ degrees }) => ({
    draws: 2,
    words: `Rotate by up to ${degrees} degrees.`,
    helpers: [],
    onMap: [
      `angle = np.radians(${pyNumber(degrees)} * (2 * numbers[:, 1] - 1))`,
      'cos, sin = np.cos(angle), np.sin(angle)',
      'step = affine(a=cos, b=-sin, c=sin, d=cos)',
    ],
  }),
  zoom: ({ share }) => ({
    draws: 2,
    words: `Zoom by up to ${share}.`,
    helpers: [],
    onMap: [`factor = 1 + ${pyNumber(share)} * (2 * numbers[:, 1] - 1)`, 'step = affine(a=1 / factor, d=1 / factor)'],
  }),
  shift: ({ pixels }) => ({
    draws: 3,
    words: `Shift by up to ${pixels} pixels.`,
    helpers: [],
    onMap: [
      `right, down = np.floor(numbers[:, 1:] * ${pyNumber(2 * pixels + 1)}).T - ${pyNumber(pixels)}`,
      'step = affine(right=-right, down=-down)',
    ],
  }),
  randomCrop: ({ size }, [height, width]) => ({
    draws: 3,
    words: `Crop a square of ${size} pixels and enlarge it.`,
    helpers: [],
    onMap: [
      `left, top = np.floor(numbers[:, 1:] * ${both(width - size + 1, height - size + 1)}).T`,
      `across, along = ${pyNumber(size - 1)} / ${width - 1}, ${pyNumber(size - 1)} / ${height - 1}`,
      `right = left + (${(width - 1) / 2} * across - ${(width - 1) / 2})`,
      `down = top + (${(height - 1) / 2} * along - ${(height - 1) / 2})`,
      'step = affine(a=across, d=along, right=right, down=down)',
    ],
  }),
  cutout: ({ size }, [height, width]) => ({
    draws: 3,
    words: `Blacken a square of ${size} pixels.`,
    helpers: [cutOut],
    onPixels: [`x, y = np.floor(numbers[:, 1:] * ${both(width, height)}).T`, `changed = cut_out(images, x, y, ${pyNumber(size)})`],
  }),
  noise: ({ deviation }, shape) => ({
    // Box and Muller's transform gives two numbers at once.
    draws: 1 + 2 * Math.ceil(bytesPerItem(shape) / 2),
    words: `Add noise of a deviation of ${deviation} of white.`,
    helpers: [addNoise],
    onPixels: [`changed = add_noise(images, 255 * ${pyFloat(deviation)}, numbers[:, 1:])`],
  }),
};

type WritableStep = Exclude<AugmentationStep, { kind: Unwritten }>;

const isWritable = (step: AugmentationStep): step is WritableStep => step.kind in STEPS;

/** The names of the steps that cannot be written. */
export const unwrittenSteps = ({ augmentation }: DataSpec): string[] =>
  augmentation.steps.filter((step) => !isWritable(step)).map(({ kind }) => AUGMENTATIONS[kind].title);

const written = (step: WritableStep, shape: ItemShape): WrittenStep =>
  (STEPS[step.kind] as (step: WritableStep, shape: ItemShape) => WrittenStep)(step, shape);

/** Functions that change images as the app does: the same changes, from the same seed, epoch and image. */
export function augmentationBlocks({ dataset, augmentation }: DataSpec): Block[] {
  const [height, width, channels] = datasetInfo(dataset).itemShape;
  const entries = augmentation.steps.filter(isWritable).map((step) => ({ step, ...written(step, [height, width, 1]) }));
  const lines = entries.flatMap((entry, k) => ['', `# ${entry.words}`, ...stepLines(entry, k)]);
  const augment = [
    'import numpy as np',
    '',
    `def ${channels > 1 ? 'augment_plane' : 'augment'}(images, epoch, positions):`,
    '    """Images changed as the app changes them in this epoch.',
    '',
    '    Flips, rotation, zoom, shift and crop that follow each other are one',
    '    map, and an image is resampled once.',
    '    """',
    '    keys = mix(SEED, 0xA09E3, epoch, positions.astype(np.uint64))',
    '    maps = np.tile(np.eye(3), (len(images), 1, 1))',
    indent(lines.join('\n')),
    '    return resample(images, maps)',
  ];
  return [maps, ...new Set(entries.flatMap((entry) => entry.helpers)), augment.join('\n'), ...(channels > 1 ? [IN_COLOR] : [])];
}

/** Each channel of a color image is changed as a gray image is, from the same numbers. */
const IN_COLOR: Block = `import numpy as np

def augment(images, epoch, positions):
    """Color images changed as the app changes them, all channels alike."""
    planes = (images[..., c].copy() for c in range(images.shape[-1]))
    changed = [augment_plane(plane, epoch, positions) for plane in planes]
    return np.stack(changed, axis=-1)`;

function stepLines({ step, ...entry }: WrittenStep & { step: AugmentationStep }, k: number): string[] {
  const numbers = [`numbers = draws(mix(keys, ${k}), ${entry.draws})`, `chosen = numbers[:, 0] < ${pyNumber(step.probability)}`];
  if ('onMap' in entry) return [...numbers, ...entry.onMap, 'maps[chosen] = (maps @ step)[chosen]'];
  return [
    ...numbers,
    'images[chosen] = resample(images[chosen], maps[chosen])',
    'maps[chosen] = np.eye(3)',
    ...entry.onPixels,
    'images[chosen] = changed[chosen]',
  ];
}
