import { useState } from 'react';
import { isNumberTask } from '@/experiment/data/classes';
import { datasetInfo } from '@/experiment/data/datasets';
import { SCALINGS } from '@/experiment/data/splits';
import { columnTitle, inputCount, type MissingRule, type TableInfo } from '@/experiment/data/table';
import type { Scaling } from '@/experiment/data/types';
import { counted, formatBytes, rowsInWords } from '@/experiment/words/numbers';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialogs/dialog';
import { SelectField } from '@/ui/fields/select-field';
import { Fold } from '@/ui/fold';
import styles from '../data-panel.module.css';
import type { DataSettingsProps } from '../data-panel-props';
import settingStyles from '../data-settings.module.css';
import { IssueLines } from '../issue-lines';
import { within } from '../issues';
import { SplitSection } from '../split/split-section';
import { TaskSection } from '../task/task-section';
import { sourceWords } from '../words';
import { ColumnTable } from './column-table';

const MISSING: Record<MissingRule, string> = {
  mean: 'Missing cells become the mean of their column, or its most frequent category.',
  mostFrequent: 'Missing cells become the most frequent value of their column.',
};

const OPTIONS = Object.entries(SCALINGS).map(([value, { title }]) => ({ value, label: title }));

/** What can be shown and set of a table: its columns, its scaling, its split, and, where classes are predicted, the task. */
export function TableSettings({ table, status, ...props }: DataSettingsProps & { table: TableInfo }) {
  const { inUse, data, issues, onData } = props;
  const [open, setOpen] = useState(false);
  const rows = [...status.trainCounts, ...status.testCounts].reduce((sum, count) => sum + count, 0);
  const { name, note } = datasetInfo(inUse);
  return (
    <>
      <div className={styles.facts}>
        <p>
          Predicts <strong>{columnTitle(table.target)}</strong> from {counted(table.columns.length, 'column')} ({inputCount(table)} inputs).
        </p>
        <div className={styles.sourceLine}>
          <p className={styles.source} title={note}>
            {rowsInWords(rows)} · {formatBytes(status.bytes)} · {note ?? sourceWords(inUse, status.source)}
          </p>
          <Button look="quiet" onClick={() => setOpen(true)}>
            Columns
          </Button>
        </div>
        <Dialog title={name} open={open} onClose={() => setOpen(false)}>
          <p className={styles.lead}>
            {sourceWords(inUse, status.source)}, {formatBytes(status.bytes)}. {note}
          </p>
          <ColumnTable table={table} />
        </Dialog>
      </div>
      <div className={styles.settings}>
        {!isNumberTask(data) && <TaskSection {...props} pictures={[]} />}
        <Fold title="Scaling" summary={SCALINGS[data.scaling].title} changed={data.scaling !== 'standardized'}>
          <div className={settingStyles.fields}>
            <SelectField
              label="Columns of numbers"
              help={SCALINGS[data.scaling].rowsHelp}
              address="data.scaling"
              value={data.scaling}
              options={OPTIONS}
              onChange={(next) => onData('scaling', { scaling: next as Scaling })}
            />
            <IssueLines issues={within(issues, 'scaling')} />
            <p className={settingStyles.soft}>
              Categories are one-hot: an input for each of their values. {table.missing && MISSING[table.missing]} What scaling needs to
              know is taken from the training rows alone.
            </p>
          </div>
        </Fold>
        <SplitSection {...props} />
      </div>
    </>
  );
}
