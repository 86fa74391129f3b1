import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';
import { SETTINGS, type SettingIssue } from '@/experiment/training/settings';
import type { Optimizer, OptimizerName, TrainingSpec } from '@/experiment/training/types';
import type { EngineChoice } from '@/stores/types';
import { NumberField } from '@/ui/number-field';
import { Panel } from '@/ui/panel';
import { SelectField } from '@/ui/select-field';
import { OptimizerOptions } from './optimizer-options';
import styles from './training-panel.module.css';

export interface TrainingPanelProps {
  training: TrainingSpec;
  validationShare: number;
  issues: readonly SettingIssue[];
  /** While a run is under way its learning rate follows the field. */
  running: boolean;
  engine: EngineChoice;
  engines: readonly { value: EngineChoice; label: string }[];
  onTraining(change: Partial<TrainingSpec>): void;
  onValidationShare(share: number): void;
  onEngine(engine: EngineChoice): void;
}

type NumberSetting = 'learningRate' | 'batchSize' | 'epochs' | 'seed';

/** How the network is trained: the optimizer with its options, and the settings of a run. */
export function TrainingPanel(props: TrainingPanelProps) {
  const { training, validationShare, issues, running, onTraining, onValidationShare } = props;
  const problemOf = (name: string) => issues.find((issue) => issue.field === name)?.message;
  const setting = (name: NumberSetting) => (
    <NumberField
      {...fieldOf(SETTINGS[name])}
      value={training[name]}
      error={problemOf(name)}
      onChange={(value) => onTraining({ [name]: value ?? Number.NaN })}
    />
  );
  return (
    <Panel title="Training" className={styles.training} aside={running ? 'A new learning rate applies at once' : undefined}>
      <div className={styles.grid}>
        <SelectField
          label="Optimizer"
          help={OPTIMIZERS[training.optimizer.kind].help}
          value={training.optimizer.kind}
          options={OPTIMIZER_NAMES.map((name) => ({ value: name, label: OPTIMIZERS[name].title }))}
          onChange={(name) => onTraining(switchOptimizer(training, name as OptimizerName))}
        />
        {setting('learningRate')}
        {setting('batchSize')}
        {setting('epochs')}
        <NumberField
          {...fieldOf(SETTINGS.validationShare)}
          value={validationShare}
          error={problemOf('validationShare')}
          onChange={(value) => onValidationShare(value ?? Number.NaN)}
        />
        {setting('seed')}
      </div>
      <OptimizerOptions
        {...props}
        problemOf={problemOf}
        onOption={(name, value) => onTraining({ optimizer: { ...training.optimizer, [name]: value } as Optimizer })}
      />
    </Panel>
  );
}

const fieldOf = ({ label, help, min, max }: { label: string; help: string; min: number; max: number }) => ({ label, help, min, max });

/** Another optimizer with its defaults; the learning rate follows only where it stood at the old one's default. */
function switchOptimizer(training: TrainingSpec, name: OptimizerName): Partial<TrainingSpec> {
  const untouched = training.learningRate === OPTIMIZERS[training.optimizer.kind].learningRate;
  const { defaults, learningRate } = OPTIMIZERS[name];
  return { optimizer: defaults, ...(untouched ? { learningRate } : {}) };
}
