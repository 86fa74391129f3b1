import type { SplitCounts } from '@/experiment/data/split-counts';
import { SPLIT_SWITCHES, SPLITS } from '@/experiment/data/splits';
import type { Split } from '@/experiment/data/types';
import { sameContent } from '@/experiment/identity';
import { formatCount } from '@/experiment/words/numbers';
import { CheckField } from '@/ui/fields/check-field';
import { SelectField } from '@/ui/fields/select-field';
import { Fold } from '@/ui/fold';
import styles from '../data-settings.module.css';
import { IssueLines } from '../issue-lines';
import { within } from '../issues';
import type { SettingsProps } from '../settings-props';
import { splitWords } from '../words';
import { OfficialFields } from './official-fields';
import { PooledFields } from './pooled-fields';
import { asKind } from './split-edits';
import { TrainSize } from './train-size';

const KINDS = Object.values(SPLITS).map(({ title, defaults }) => ({ value: defaults.kind, label: title }));

interface SplitSectionProps extends SettingsProps {
  split: SplitCounts;
  /** Images that the split gives to training, before their number is limited. */
  available: number;
  /** Images that there are to be divided. */
  total: number;
}

/** Fields of the split that stand at a control of their own. */
const AT_CONTROLS = new Set(['split.validationShare', 'split.train', 'split.validation', 'split.test']);

/** Which images are trained on, watched and kept for the test. */
export function SplitSection(props: SplitSectionProps) {
  const { data, issues, split: counts, onData } = props;
  const { split } = data;
  const ofSplit = within(issues, 'split');
  const said = [...ofSplit, ...within(issues, 'trainSize')];
  // What a wrong division would come to is no number of images that anything is trained on.
  const impossible = ofSplit.some(({ severity }) => severity === 'error');
  const set = (kind: string, next: Split) => onData(kind, { split: next });
  return (
    <Fold
      title="Split"
      summary={impossible ? 'not possible as it is set' : splitWords(split, counts)}
      wrong={said.some(({ severity }) => severity === 'error')}
      changed={isChanged(props)}
    >
      <div className={styles.fields}>
        <SelectField
          label="Division"
          help={SPLITS[split.kind].help}
          value={split.kind}
          options={KINDS}
          onChange={(kind) => set('split kind', asKind(split, kind as Split['kind']))}
        />
        {split.kind === 'pooled' ? <PooledFields {...props} split={split} /> : <OfficialFields {...props} split={split} />}
        {split.kind !== 'endOfList' && <Switches split={split} onSplit={set} />}
        <IssueLines issues={ofSplit.filter(({ field }) => !AT_CONTROLS.has(field))} />
        <TrainSize {...props} />
        {!impossible && <Unused {...props} />}
      </div>
    </Fold>
  );
}

type Switched = Exclude<Split, { kind: 'endOfList' }>;

/** What a split that is drawn has to be switched. */
function Switches({ split, onSplit }: { split: Switched; onSplit(kind: string, split: Switched): void }) {
  return (
    <>
      <CheckField
        label={SPLIT_SWITCHES.stratified.label}
        help={SPLIT_SWITCHES.stratified.help}
        checked={split.stratified}
        onChange={(stratified) => onSplit('split stratified', { ...split, stratified })}
      />
      <CheckField
        label={SPLIT_SWITCHES.validationIsTest.label}
        help={SPLIT_SWITCHES.validationIsTest.help}
        checked={split.validationIsTest}
        onChange={(validationIsTest) => onSplit('split watched', { ...split, validationIsTest })}
      />
    </>
  );
}

const isChanged = ({ data: { split, trainSize } }: SplitSectionProps): boolean =>
  trainSize !== null || !sameContent(split, SPLITS.official.defaults);

/** Images that no part has, where there are any. */
function Unused({ data, split, total }: SplitSectionProps) {
  const used = split.train + split.test + (data.split.validationIsTest ? 0 : split.validation);
  if (!(total > used)) return null;
  return <p className={styles.soft}>{formatCount(total - used)} images are not used.</p>;
}
