import { useRef } from 'react';
import type { Question } from '@/experiment/data/classes';
import { type DatasetId, datasetInfo } from '@/experiment/data/datasets';
import { itemName } from '@/experiment/data/labels';
import { DATA_SETTINGS } from '@/experiment/data/settings';
import type { SplitCounts } from '@/experiment/data/split-counts';
import { TASK_KINDS, TASKS, type TaskKind } from '@/experiment/data/tasks';
import type { Task } from '@/experiment/data/types';
import { formatShare } from '@/experiment/words/numbers';
import { SelectField } from '@/ui/fields/select-field';
import { SliderField } from '@/ui/fields/slider-field';
import { Fold } from '@/ui/fold';
import styles from '../data-settings.module.css';
import { problemAt, within } from '../issues';
import { ItemPicture } from '../item-picture';
import type { OpenImages, SettingsProps } from '../settings-props';
import { taskWords } from '../words';
import { ClassBars } from './class-bars';
import { GroupsSummary } from './groups-summary';
import { PairFields } from './pair-fields';
import { countsAfter, countsBefore, trainingCounts } from './task-counts';

const optionsOf = (question: Question) =>
  TASK_KINDS.filter((kind) => TASKS[kind].suits(question)).map((kind) => ({ value: kind, label: TASKS[kind].title }));

interface TaskSectionProps extends SettingsProps {
  /** Images in each part, as the design divides them. */
  split: SplitCounts;
  pictures: readonly Uint8Array[];
  onImages: OpenImages;
}

/** What the network is asked of each image, and how much of what it is told is wrong. */
export function TaskSection(props: TaskSectionProps) {
  const { data, issues, onData } = props;
  const { task, labelNoise } = data;
  const fresh = useFreshTasks(data);
  const wrong = [...within(issues, 'task'), ...within(issues, 'labelNoise')].some((issue) => issue.severity === 'error');
  return (
    <Fold title="Task" summary={taskWords(data)} wrong={wrong} changed={task.kind !== 'classes' || labelNoise !== 0}>
      <div className={styles.fields}>
        <SelectField
          label="What to tell apart"
          help={TASKS[task.kind].help}
          value={task.kind}
          options={optionsOf(data)}
          onChange={(kind) => onData('task kind', { task: fresh(kind as TaskKind) })}
        />
        {task.kind === 'pair' && <PairFields {...props} classes={task.classes} />}
        {task.kind === 'groups' && <GroupsSummary {...props} groups={task.groups} />}
        <Bars {...props} />
        <SliderField
          label={DATA_SETTINGS.labelNoise.label}
          help={DATA_SETTINGS.labelNoise.help}
          address="data.labelNoise"
          value={labelNoise * 100}
          min={0}
          max={50}
          step={1}
          text={formatShare(labelNoise)}
          error={problemAt(issues, 'labelNoise')}
          onChange={(percent) => onData('label noise', { labelNoise: percent / 100, labelNoiseRule: 'exactShare' })}
        />
      </div>
    </Fold>
  );
}

/** A task of another kind: as it was when it was last left, else a beginning. */
function useFreshTasks({ dataset, task }: Question): (kind: TaskKind) => Task {
  const left = useRef<Partial<Record<TaskKind, Task>>>({});
  left.current[task.kind] = task;
  return (kind) => left.current[kind] ?? TASKS[kind].start({ dataset });
}

/** The training images of each class of the data set, and below them of each class of the task. */
function Bars({ data, counts, split, pictures, onImages }: TaskSectionProps) {
  if (counts.train.length === 0 || !Number.isFinite(split.train)) return null;
  const { labels, answers, leftOut, exact } = trainingCounts(data, counts, split.train);
  const before = countsBefore(data.dataset, labels);
  const after = countsAfter(data, answers);
  const all = leftOut > 0 ? [...after, { name: 'left out', count: leftOut }] : after;
  const about = (isExact: boolean) => (isExact ? '' : ' (approximate)');
  const subtitle = datasetInfo(data.dataset).name;
  const item = itemName(data);
  // Pictures can be looked at, rows of a table cannot.
  const opened = (classes: number) => (item === 'image' ? classes : 0);
  const signs = before.map(({ name }, label) => <Thumbnail key={name} dataset={data.dataset} bytes={pictures[label]} />);
  return (
    <>
      <ClassBars
        title={`Training ${item}s of each class${about(exact.labels)}`}
        subtitle={subtitle}
        counts={before}
        most={Math.max(...labels)}
        signs={pictures.length > 0 ? signs : undefined}
        classes={opened(before.length)}
        item={item}
        onOpen={(label) => onImages('label', label)}
      />
      {data.task.kind !== 'classes' && (
        <ClassBars
          title={`Training ${item}s of each answer${about(exact.answers)}`}
          subtitle={subtitle}
          counts={all}
          most={Math.max(...all.map(({ count }) => count))}
          classes={opened(after.length)}
          item={item}
          onOpen={(answer) => onImages('answer', answer)}
        />
      )}
    </>
  );
}

function Thumbnail({ dataset, bytes }: { dataset: DatasetId; bytes: Uint8Array | undefined }) {
  return <span className={styles.thumbnail}>{bytes && <ItemPicture dataset={dataset} bytes={bytes} label="" />}</span>;
}
