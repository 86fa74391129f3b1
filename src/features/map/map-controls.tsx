import type { FeatureSpace } from '@/metrics/projection/features';
import type { ProjectionMethod } from '@/metrics/projection/project';
import { Choice } from '@/ui/fields/choice';
import styles from './map-panel.module.css';
import type { ColoredBy, Tool } from './types';

/** What a map is made of. */
export interface MapChoices {
  space: FeatureSpace;
  method: ProjectionMethod;
}

interface MapControlsProps {
  choices: MapChoices;
  onChoices(choices: MapChoices): void;
  /** The model has a hidden layer to ask. */
  hasHidden: boolean;
  coloredBy: ColoredBy;
  onColoredBy(by: ColoredBy): void;
  tool: Tool;
  onTool(tool: Tool): void;
}

const METHODS = [
  { value: 'pca', label: 'PCA', help: 'Principal components: a flat view from the side where the images differ most. Made at once.' },
  {
    value: 'umap',
    label: 'UMAP',
    help: 'Puts each image near the images that are most like it. Takes some seconds; the same seed gives the same map.',
  },
] as const;

const COLORS = [
  { value: 'truth', label: 'True class', help: 'Colors and shapes show what the images are.' },
  { value: 'prediction', label: 'Prediction', help: 'Colors and shapes show what the model takes the images for.' },
] as const;

const TOOLS = [
  { value: 'move', label: 'Move', help: 'Drag to move the map. The wheel, or two fingers, zoom.' },
  { value: 'lasso', label: 'Lasso', help: 'Draw around images to open them together.' },
] as const;

const HIDDEN = 'What the last layer before the output makes of the images: the map as the network sees it.';
const NO_HIDDEN = 'This model has no hidden layer.';

/** What the map is made of, its colors, and what a pointer does on it. */
export function MapControls(props: MapControlsProps) {
  const { choices, onChoices, hasHidden, coloredBy, onColoredBy, tool, onTool } = props;
  const spaces = [
    { value: 'pixels', label: 'Pixels', help: 'The images as they are.' },
    { value: 'hidden', label: 'Last hidden layer', help: hasHidden ? HIDDEN : NO_HIDDEN, disabled: !hasHidden },
  ] as const;
  return (
    <div className={styles.controls}>
      <Choice name="Map of" value={choices.space} options={spaces} onChange={(space) => onChoices({ ...choices, space })} />
      <Choice name="Method" value={choices.method} options={METHODS} onChange={(method) => onChoices({ ...choices, method })} />
      <Choice name="Colors" value={coloredBy} options={COLORS} onChange={onColoredBy} />
      <Choice name="Pointer" value={tool} options={TOOLS} onChange={onTool} />
    </div>
  );
}
