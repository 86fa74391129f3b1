import { formatShare } from '@/experiment/words/numbers';
import { ALL_IMAGES, type ImageFilter, type ImageOrder } from '@/metrics/image-filter';
import { Button } from '@/ui/button';
import { CheckField } from '@/ui/fields/check-field';
import { Choice } from '@/ui/fields/choice';
import { SelectField } from '@/ui/fields/select-field';
import { percentWords, subjectOf } from '../words';
import { ClassField } from './class-field';
import styles from './image-filters.module.css';

interface ImageFiltersProps {
  filter: ImageFilter;
  order: ImageOrder;
  classNames: readonly string[];
  /** How many labels of the set are possibly wrong. */
  suspects: number;
  onFilter(filter: ImageFilter): void;
  onOrder(order: ImageOrder): void;
}

const VERDICTS = [
  { value: 'any', label: 'All', help: 'Right and wrong answers.' },
  { value: 'right', label: 'Right', help: 'Images whose predicted class is their true class.' },
  { value: 'wrong', label: 'Wrong', help: 'Images that were taken for another class.' },
] as const;

const ORDERS: Record<ImageOrder, string> = {
  confident: 'Most confident first',
  unsure: 'Least confident first',
  hardest: 'Hardest first',
  suspicious: 'Most doubtful label first',
};

const SHARES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];

const SUSPECTS_HELP =
  'Images that the model confidently puts in another class than their label says (confident learning, Northcutt and others, 2021). Some of these labels are wrong; others are merely hard images.';

const isOrder = (value: string): value is ImageOrder => Object.hasOwn(ORDERS, value);

/** Which images of the set are shown, and in which order. */
export function ImageFilters({ filter, order, classNames, suspects, onFilter, onOrder }: ImageFiltersProps) {
  const change = (part: Partial<ImageFilter>) => onFilter({ ...filter, ...part });
  const all = Object.entries(ALL_IMAGES).every(([key, value]) => filter[key as keyof ImageFilter] === value);
  return (
    <div className={styles.filters}>
      <ClassField label="True class" all="Any" value={filter.truth} classNames={classNames} onChange={(truth) => change({ truth })} />
      <ClassField
        label="Predicted class"
        all="Any"
        value={filter.predicted}
        classNames={classNames}
        onChange={(predicted) => change({ predicted })}
      />
      <ShareField label="Confidence above" value={filter.from} onChange={(from) => change({ from, to: Math.max(from, filter.to) })} />
      <ShareField label="up to" value={filter.to} onChange={(to) => change({ to, from: Math.min(to, filter.from) })} />
      <SelectField
        label="Sort"
        value={order}
        options={Object.entries(ORDERS).map(([value, label]) => ({ value, label }))}
        onChange={(value) => isOrder(value) && onOrder(value)}
      />
      <Choice name="Answers" value={filter.verdict} options={VERDICTS} onChange={(verdict) => change({ verdict })} />
      <CheckField
        label={`Possible wrong labels (${suspects})`}
        help={SUSPECTS_HELP}
        checked={filter.suspects}
        onChange={(checked) => change({ suspects: checked })}
      />
      {filter.score && (
        <Button onClick={() => change({ score: null })} aria-label={`Remove the condition: ${subjectOf(filter, classNames)}`}>
          {classNames[filter.score.label]} ≥ {percentWords(filter.score.atLeast)} ×
        </Button>
      )}
      {filter.among && (
        <Button onClick={() => change({ among: null })} aria-label="Remove the condition: chosen on the map">
          Chosen on the map ×
        </Button>
      )}
      {!all && (
        <Button look="quiet" onClick={() => onFilter(ALL_IMAGES)}>
          Show all images
        </Button>
      )}
    </div>
  );
}

function ShareField({ label, value, onChange }: { label: string; value: number; onChange(value: number): void }) {
  const shares = [...new Set([...SHARES, value])].sort((a, b) => a - b);
  const options = shares.map((share) => ({ value: String(share), label: formatShare(share) }));
  return <SelectField label={label} value={String(value)} options={options} onChange={(chosen) => onChange(Number(chosen))} />;
}
