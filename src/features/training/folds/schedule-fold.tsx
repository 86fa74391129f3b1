import { SCHEDULE_KINDS, SCHEDULES } from '@/experiment/training/schedules';
import { SETTINGS } from '@/experiment/training/settings';
import type { Schedule } from '@/experiment/training/types';
import { NumberField } from '@/ui/fields/number-field';
import { SelectField } from '@/ui/fields/select-field';
import { Fold } from '@/ui/fold';
import { noPlanWords, scheduleInForce } from '../in-force';
import styles from '../training-panel.module.css';
import type { FoldProps } from './fold-props';
import { OptionFields } from './option-fields';
import { ratePlan } from './rate-plan';
import { RateSparkline } from './rate-sparkline';

/** How the learning rate moves over the run, with a picture of it where it can be planned. */
export function ScheduleFold({
  training,
  problemOf,
  remarkOf,
  wrongIn,
  onTraining,
  imagesPerEpoch,
}: FoldProps & { imagesPerEpoch: number }) {
  const { schedule, warmupEpochs } = training;
  const { words, changed } = scheduleInForce(training);
  const wrong = wrongIn('schedule', 'warmupEpochs');
  const plan = wrong || wrongIn('epochs', 'learningRate') ? null : ratePlan(training, Math.ceil(imagesPerEpoch / training.batchSize));
  return (
    <Fold title="Schedule" summary={words} changed={changed} wrong={wrong}>
      <div className={styles.grid}>
        <div className={styles.double}>
          <SelectField
            label="Learning rate schedule"
            address="training.schedule"
            help={SCHEDULES[schedule.kind].help}
            value={schedule.kind}
            options={SCHEDULE_KINDS.map((kind) => ({ value: kind, label: SCHEDULES[kind].title }))}
            onChange={(kind) => onTraining({ schedule: SCHEDULES[kind as Schedule['kind']].defaults })}
          />
        </div>
        <NumberField
          label={SETTINGS.warmupEpochs.label}
          address="training.warmupEpochs"
          help={SETTINGS.warmupEpochs.help}
          value={warmupEpochs}
          error={problemOf('warmupEpochs')}
          remark={remarkOf('warmupEpochs')}
          onChange={(value) => onTraining({ warmupEpochs: value ?? Number.NaN })}
        />
        <OptionFields
          fields={SCHEDULES[schedule.kind].fields}
          values={schedule}
          prefix="schedule."
          problemOf={problemOf}
          remarkOf={remarkOf}
          // The cast lets half-typed numbers in: they have to be kept to be explained.
          onChange={(name, value) => onTraining({ schedule: { ...schedule, [name]: value } as Schedule })}
        />
      </div>
      {plan && <RateSparkline plan={plan} epochs={training.epochs} />}
      {schedule.kind === 'reduceOnPlateau' && <p className={styles.note}>{noPlanWords(schedule.monitor)}</p>}
    </Fold>
  );
}
