import { useDroppable } from '@dnd-kit/core';
import type { ReactNode } from 'react';
import type { DatasetId } from '@/experiment/data/datasets';
import { GROUP_NAME_LENGTH, type Group } from '@/experiment/data/tasks/groups';
import type { SettingIssue } from '@/experiment/setting-issue';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/fields/text-field';
import { IssueLines } from '../issue-lines';
import { ClassChip } from './class-chip';
import { LEFT_OUT } from './group-edits';
import styles from './groups-editor.module.css';

interface CardProps {
  dataset: DatasetId;
  groups: readonly Group[];
  pictures: readonly Uint8Array[];
  onMove(label: number, to: number): void;
}

interface GroupCardProps extends CardProps {
  at: number;
  group: Group;
  issues: readonly SettingIssue[];
  onRename(name: string): void;
  onRemove(): void;
}

/** One group: its name, its classes, and what is wrong with either. */
export function GroupCard({ at, group, issues, onRename, onRemove, ...card }: GroupCardProps) {
  const own = issues.filter(({ field }) => field === `task.groups.${at}`);
  return (
    <Place group={at} label={group.name.trim() || `Group ${at + 1}`}>
      <div className={styles.head}>
        <TextField label={`Name of group ${at + 1}`} value={group.name} maxLength={GROUP_NAME_LENGTH} onChange={onRename} />
        <Button look="icon" aria-label={`Remove group ${group.name.trim() || at + 1}`} onClick={onRemove}>
          ×
        </Button>
      </div>
      <Chips {...card} classes={group.classes} from={at} />
      <IssueLines issues={own} />
    </Place>
  );
}

/** Where the classes are that no group has. */
export function LeftOutCard({ classes, ...card }: CardProps & { classes: readonly number[] }) {
  return (
    <Place group={LEFT_OUT} label="Left out">
      <p className={styles.leftOut}>Left out</p>
      <Chips {...card} classes={classes} from={LEFT_OUT} />
    </Place>
  );
}

/** Takes dropped chips. */
function Place({ group, label, children }: { group: number; label: string; children: ReactNode }) {
  const { setNodeRef, isOver } = useDroppable({ id: `group ${group}`, data: { group } });
  return (
    <section
      ref={setNodeRef}
      aria-label={label}
      className={styles.place}
      data-over={isOver || undefined}
      data-rest={group === LEFT_OUT || undefined}
    >
      {children}
    </section>
  );
}

function Chips({ classes, from, pictures, ...card }: CardProps & { classes: readonly number[]; from: number }) {
  if (classes.length === 0) return <p className={styles.empty}>Nothing yet</p>;
  return (
    <ul className={styles.chips}>
      {classes.map((label) => (
        <ClassChip key={label} label={label} from={from} picture={pictures[label]} {...card} />
      ))}
    </ul>
  );
}
