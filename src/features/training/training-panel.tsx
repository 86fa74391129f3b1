import type { ClassicalModel } from '@/experiment/classical/models';
import type { Question } from '@/experiment/data/classes';
import { isError, type SettingIssue } from '@/experiment/setting-issue';
import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';
import { SETTINGS } from '@/experiment/training/settings';
import type { OptimizerName, TrainingSpec } from '@/experiment/training/types';
import type { EngineChoice } from '@/stores/types';
import { NumberField } from '@/ui/fields/number-field';
import { SelectField } from '@/ui/fields/select-field';
import { Panel } from '@/ui/panel';
import { ClassicalSettings } from './classical-settings';
import { EngineFold } from './folds/engine-fold';
import type { FoldProps } from './folds/fold-props';
import { LossFold } from './folds/loss-fold';
import { OptimizerFold } from './folds/optimizer-fold';
import { ScheduleFold } from './folds/schedule-fold';
import { StoppingFold } from './folds/stopping-fold';
import { SettingRemark } from './setting-remark';
import styles from './training-panel.module.css';

export interface TrainingPanelProps {
  training: TrainingSpec;
  /** For a model that is no network only some settings count; `null` for a network. */
  classical: ClassicalModel | null;
  /** Decides how the loss is called and which classes can be weighted. */
  question: Question;
  issues: readonly SettingIssue[];
  /** Training images that one epoch shows, added copies included; 0 while nobody knows. */
  imagesPerEpoch: number;
  running: boolean;
  /** While a network is being trained its learning rate follows the field. */
  rateApplies: boolean;
  engine: EngineChoice;
  engines: readonly { value: EngineChoice; label: string }[];
  onTraining(change: Partial<TrainingSpec>): void;
  /** Whether a learning rate is being typed, and may be half of one. */
  onTypingRate(typing: boolean): void;
  onEngine(engine: EngineChoice): void;
}

type NumberSetting = 'learningRate' | 'batchSize' | 'epochs' | 'seed';

/** How the model is trained. */
export function TrainingPanel(props: TrainingPanelProps) {
  const { training, classical, question, issues, rateApplies, onTraining } = props;
  const [errors, remarks] = [issues.filter(isError), issues.filter((issue) => !isError(issue))];
  const problemOf = (place: string) => errors.find((issue) => issue.field === place)?.message;
  const remarkOf = (place: string) => {
    const issue = remarks.find(({ field }) => field === place);
    return issue && <SettingRemark issue={issue} onMend={(value) => onTraining({ [place]: value })} />;
  };
  const wrongIn = (...places: string[]) =>
    errors.some(({ field }) => places.some((place) => field === place || field.startsWith(`${place}.`)));
  return (
    <Panel title="Training" className={styles.training} aside={rateApplies ? 'A new learning rate applies at once' : undefined}>
      {classical ? (
        <ClassicalSettings model={classical} question={question} training={training} problemOf={problemOf} onTraining={onTraining} />
      ) : (
        <NetworkSettings {...props} problemOf={problemOf} remarkOf={remarkOf} wrongIn={wrongIn} />
      )}
    </Panel>
  );
}

/** For a network: what everybody sets is in sight, the rest behind lines that say what is in force. */
function NetworkSettings(props: TrainingPanelProps & Pick<FoldProps, 'problemOf' | 'remarkOf' | 'wrongIn'>) {
  const { training, question, running, engine, engines, problemOf, remarkOf, wrongIn, onTraining, onTypingRate, onEngine } = props;
  const fold = { training, problemOf, remarkOf, wrongIn, onTraining };
  const setting = (name: NumberSetting) => (
    <NumberField
      {...fieldOf(SETTINGS[name])}
      address={`training.${name}`}
      value={training[name]}
      error={problemOf(name)}
      remark={remarkOf(name)}
      onChange={(value) => onTraining({ [name]: value ?? Number.NaN })}
      onTyping={name === 'learningRate' ? onTypingRate : undefined}
    />
  );
  return (
    <>
      <div className={styles.grid}>
        <div className={styles.double}>
          <SelectField
            label="Optimizer"
            address="training.optimizer"
            help={OPTIMIZERS[training.optimizer.kind].help}
            value={training.optimizer.kind}
            options={OPTIMIZER_NAMES.map((name) => ({ value: name, label: OPTIMIZERS[name].title }))}
            onChange={(name) => onTraining(switchOptimizer(training, name as OptimizerName))}
          />
        </div>
        {setting('learningRate')}
        {setting('batchSize')}
        {setting('epochs')}
        {setting('seed')}
      </div>
      <div className={styles.folds}>
        <OptimizerFold {...fold} />
        <ScheduleFold {...fold} imagesPerEpoch={props.imagesPerEpoch} />
        <LossFold {...fold} question={question} />
        <StoppingFold {...fold} />
        <EngineFold engine={engine} engines={engines} disabled={running} onEngine={onEngine} />
      </div>
    </>
  );
}

const fieldOf = ({ label, help, min, max }: { label: string; help: string; min: number; max: number }) => ({ label, help, min, max });

/** Another optimizer with its defaults; the learning rate follows only where it stood at the old one's default. */
function switchOptimizer(training: TrainingSpec, name: OptimizerName): Partial<TrainingSpec> {
  const untouched = training.learningRate === OPTIMIZERS[training.optimizer.kind].learningRate;
  const { defaults, learningRate } = OPTIMIZERS[name];
  return { optimizer: defaults, ...(untouched ? { learningRate } : {}) };
}
