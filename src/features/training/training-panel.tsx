import type { Task } from '@/experiment/data/types';
import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';
import { SETTINGS, type SettingIssue } from '@/experiment/training/settings';
import type { OptimizerName, TrainingSpec } from '@/experiment/training/types';
import type { EngineChoice } from '@/stores/types';
import { NumberField } from '@/ui/number-field';
import { Panel } from '@/ui/panel';
import { SelectField } from '@/ui/select-field';
import { EngineFold } from './engine-fold';
import { LossFold } from './loss-fold';
import { OptimizerFold } from './optimizer-fold';
import { ScheduleFold } from './schedule-fold';
import { StoppingFold } from './stopping-fold';
import styles from './training-panel.module.css';

export interface TrainingPanelProps {
  training: TrainingSpec;
  /** Decides how the loss is called and which classes can be weighted. */
  task: Task;
  issues: readonly SettingIssue[];
  /** While a run is under way its learning rate follows the field. */
  running: boolean;
  engine: EngineChoice;
  engines: readonly { value: EngineChoice; label: string }[];
  onTraining(change: Partial<TrainingSpec>): void;
  onEngine(engine: EngineChoice): void;
}

type NumberSetting = 'learningRate' | 'batchSize' | 'epochs' | 'seed';

/** How the network is trained: what everybody sets is in sight, the rest behind lines that say what is in force. */
export function TrainingPanel(props: TrainingPanelProps) {
  const { training, task, issues, running, engine, engines, onTraining, onEngine } = props;
  const problemOf = (place: string) => issues.find((issue) => issue.field === place)?.message;
  const wrongIn = (...places: string[]) =>
    issues.some(({ field }) => places.some((place) => field === place || field.startsWith(`${place}.`)));
  const fold = { training, problemOf, wrongIn, onTraining };
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
        <div className={styles.double}>
          <SelectField
            label="Optimizer"
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
        <ScheduleFold {...fold} />
        <LossFold {...fold} task={task} />
        <StoppingFold {...fold} />
        <EngineFold engine={engine} engines={engines} disabled={running} onEngine={onEngine} />
      </div>
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
