import { useState } from 'react';
import type { DatasetId } from '@/experiment/data/datasets';
import { shortLabelName } from '@/experiment/data/labels';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialogs/dialog';
import styles from '../data-settings.module.css';
import { IssueLines } from '../issue-lines';
import { within } from '../issues';
import { leftOut } from './group-edits';
import { GroupsEditor } from './groups-editor';
import type { GroupsProps } from './groups-props';

const names = (dataset: DatasetId, classes: readonly number[]) =>
  classes.map((label) => shortLabelName({ dataset }, label)).join(', ') || 'nothing';

/** Which classes are in which group; they are moved in a dialog, since chips need room. */
export function GroupsSummary(props: GroupsProps) {
  const { data, groups, issues } = props;
  const { dataset } = data;
  const [open, setOpen] = useState(false);
  const rest = leftOut(dataset, groups);
  return (
    <div className={styles.fields}>
      <dl className={styles.groupList}>
        {groups.map((group, i) => (
          // A group has no identity but its place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <div key={i}>
            <dt>{group.name.trim() || 'no name'}</dt>
            <dd>{names(dataset, group.classes)}</dd>
          </div>
        ))}
        {rest.length > 0 && (
          <div>
            <dt className={styles.soft}>left out</dt>
            <dd>{names(dataset, rest)}</dd>
          </div>
        )}
      </dl>
      <IssueLines issues={within(issues, 'task.groups')} />
      <div>
        <Button onClick={() => setOpen(true)}>Change the groups</Button>
      </div>
      <Dialog title="Groups of classes" open={open} onClose={() => setOpen(false)}>
        <GroupsEditor {...props} />
      </Dialog>
    </div>
  );
}
