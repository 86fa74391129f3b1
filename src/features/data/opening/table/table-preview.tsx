import { useId, useMemo, useState } from 'react';
import { choiceProblems, firstChoice, inputsOf, isTarget, tableRemarks } from '@/dataset/opening/table/choice';
import type { TableFormat } from '@/dataset/opening/table/formats';
import { choiceFor } from '@/dataset/opening/wanted';
import { LONGEST_NAME } from '@/experiment/data/own';
import { counted, rowsInWords } from '@/experiment/words/numbers';
import type { Opening } from '@/stores/opening';
import type { GivenFile, TablePreview as Preview } from '@/stores/types';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/fields/text-field';
import { FilePicker } from '@/ui/files/file-picker';
import { Notice } from '@/ui/notice';
import { givenFiles } from '../choose-files';
import styles from '../opening.module.css';
import type { OpeningDialogProps } from '../opening-props';
import { NotUsed, NotWanted } from '../outcome';
import { useSetName } from '../set-name';
import { withUse } from './choose-use';
import { ColumnList } from './column-list';
import { FormatFields } from './format-fields';
import { RowFields } from './row-fields';

interface TablePreviewProps {
  preview: Preview;
  /** What of it is under way, and which data set is lacking. */
  opening: Pick<Opening, 'state' | 'problem' | 'wanted' | 'difference'>;
  onUse: OpeningDialogProps['onUseTable'];
  onFiles(files: GivenFile[]): void;
  onFormat(format: TableFormat): void;
}

/** What was understood of a table, and what each of its columns is used as. Nothing is kept before it is used. */
export function TablePreview({ preview, opening, onUse, onFiles, onFormat }: TablePreviewProps) {
  const { columns, rows, problem } = preview;
  const { wanted, difference } = opening;
  const saving = opening.state === 'saving';
  const [before] = useState(() => choiceFor(wanted?.entry ?? null, preview));
  const [choice, setChoice] = useState(() => before ?? firstChoice(preview));
  const { name, setName, settleName } = useSetName(preview.name, opening, before !== null);
  const heading = useId();
  const problems = problem ? [] : choiceProblems(preview, choice);
  const remarks = useMemo(() => tableRemarks(columns, choice.uses), [columns, choice.uses]);
  const target = columns[choice.uses.findIndex(isTarget)];
  const wrong = name.trim() === '' ? 'The data set needs a name.' : undefined;
  const use = (asOther: boolean) => onUse(settleName(asOther), choice, asOther);
  const whole = problems.find(({ column }) => column === null);
  return (
    <section aria-labelledby={heading} className={styles.preview}>
      <h3 id={heading} className="visually-hidden">
        Preview
      </h3>
      {!problem && (
        <div className={styles.previewHead}>
          <TextField label="Name" value={name} maxLength={LONGEST_NAME} error={wrong} onChange={setName} />
          <p className={styles.facts}>
            {rowsInWords(rows)} · {counted(columns.length, 'column')} · {counted(inputsOf(columns, choice), 'input')}
            {target && ` · predicts ${target.name}`}
          </p>
        </div>
      )}
      <FormatFields format={preview.format} onChange={onFormat} />
      {problem ? (
        <Notice kind="error" title="This table cannot be read so.">
          {problem}
        </Notice>
      ) : (
        <>
          <ColumnList
            columns={columns}
            uses={choice.uses}
            problemOf={(column) => problems.find((one) => one.column === column)?.message}
            remarks={remarks}
            onUse={(column, use) => setChoice(withUse(choice, columns, column, use))}
          />
          <RowFields choice={choice} columns={columns} onChange={setChoice} />
        </>
      )}
      {opening.problem && <NotUsed problem={opening.problem} />}
      {wanted && difference && <NotWanted wanted={wanted} difference={difference} onUse={() => use(true)} />}
      <div className={styles.foot}>
        {!problem && (
          <Button look="primary" disabled={saving || wrong !== undefined || problems.length > 0} onClick={() => use(false)}>
            {saving ? 'Saving …' : 'Use this table'}
          </Button>
        )}
        <FilePicker label="Other files" onFiles={(files) => onFiles(givenFiles(files))}>
          Choose other files
        </FilePicker>
        {whole && <p className={styles.problem}>{whole.message}</p>}
        <p className={styles.soft}>The table is kept in this browser only. Nothing is sent anywhere.</p>
      </div>
    </section>
  );
}
