import { DndContext, type DragEndEvent, MouseSensor, TouchSensor, useSensor, useSensors } from '@dnd-kit/core';
import { useRef, useState } from 'react';
import { labelName } from '@/experiment/data/labels';
import { exampleGroups, type Group, maxGroups } from '@/experiment/data/tasks/groups';
import { Button } from '@/ui/button';
import { IssueLines } from '../issue-lines';
import { GroupCard, LeftOutCard } from './group-card';
import { addGroup, LEFT_OUT, leftOut, moveClass, removeGroup, renameGroup } from './group-edits';
import styles from './groups-editor.module.css';
import type { GroupsProps } from './groups-props';

/** Named groups with their classes as chips: dragged from one to another, or moved with each chip's own menu. */
export function GroupsEditor({ data, groups, pictures, issues, onData }: GroupsProps) {
  const [said, setSaid] = useState('');
  const { dataset } = data;
  const examples = exampleGroups(dataset);
  const board = useRef<HTMLDivElement>(null);
  const set = (kind: string, next: Group[]) => onData(kind, { task: { kind: 'groups', groups: next } });
  const focus = (what: string) => requestAnimationFrame(() => board.current?.querySelector<HTMLElement>(what)?.focus());
  const move = (label: number, to: number) => {
    set('group classes', moveClass(groups, label, to));
    setSaid(`${labelName(data, label)} is now ${to === LEFT_OUT ? 'left out' : `in ${groups[to]?.name}`}.`);
    // The chip is drawn anew in its group, and the focus would be lost with the old one.
    focus(`select[data-class="${label}"]`);
  };
  const add = () => {
    set('group added', addGroup(groups));
    focus('section:nth-last-child(2) input');
  };
  const remove = (at: number) => {
    set('group removed', removeGroup(groups, at));
    setSaid('Removed; its classes are left out.');
    focus('section:first-child input');
  };
  return (
    <div className={styles.editor}>
      <p className={styles.lead}>
        Drag a class into a group, or choose its group in its menu. What is left out is neither trained on nor tested.
      </p>
      <IssueLines issues={issues.filter(({ field }) => field === 'task.groups')} />
      <DndContext {...useChipDrag(move)}>
        <div ref={board} className={styles.board}>
          {groups.map((group, at) => (
            <GroupCard
              // A group has no identity but its place.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above.
              key={at}
              at={at}
              dataset={dataset}
              group={group}
              groups={groups}
              pictures={pictures}
              issues={issues}
              onMove={move}
              onRename={(name) => set(`group name ${at}`, renameGroup(groups, at, name))}
              onRemove={() => remove(at)}
            />
          ))}
          <LeftOutCard dataset={dataset} classes={leftOut(dataset, groups)} groups={groups} pictures={pictures} onMove={move} />
        </div>
      </DndContext>
      <div className={styles.actions}>
        <Button disabled={groups.length >= maxGroups(dataset)} onClick={add}>
          Add a group
        </Button>
        <Button onClick={() => set('groups suggested', examples)}>Start from {examples.map(({ name }) => name).join(', ')}</Button>
      </div>
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </div>
  );
}

/**
 * Mouse and finger drag; the keyboard has each chip's menu instead, which needs no picking up. (Escape in a drag would close the dialog.)
 * A mouse has to move a little and a finger to rest a moment first, so that a click stays a click and a swipe still scrolls.
 */
function useChipDrag(move: (label: number, to: number) => void) {
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 4 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
  );
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (over && active.data.current?.group !== over.data.current?.group) {
      move(Number(active.data.current?.label), Number(over.data.current?.group));
    }
  };
  return { sensors, onDragEnd };
}
