import { useDraggable } from '@dnd-kit/core';
import { CSS } from '@dnd-kit/utilities';
import type { DatasetId } from '@/experiment/data/datasets';
import { labelName } from '@/experiment/data/labels';
import type { Group } from '@/experiment/data/tasks/groups';
import { ItemPicture } from '../item-picture';
import { LEFT_OUT } from './group-edits';
import styles from './groups-editor.module.css';

interface ClassChipProps {
  dataset: DatasetId;
  label: number;
  /** The group it is in. */
  from: number;
  groups: readonly Group[];
  picture: Uint8Array | undefined;
  onMove(label: number, to: number): void;
}

/** A class that can be dragged into another group, with a menu that does the same. */
export function ClassChip({ dataset, label, from, groups, picture, onMove }: ClassChipProps) {
  const { setNodeRef, listeners, transform, isDragging } = useDraggable({ id: `${from} ${label}`, data: { label, group: from } });
  const name = labelName({ dataset }, label);
  return (
    <li
      ref={setNodeRef}
      className={styles.chip}
      style={{ transform: CSS.Translate.toString(transform) }}
      data-dragging={isDragging || undefined}
    >
      <span className={styles.handle} {...listeners}>
        {picture && (
          <span className={styles.picture}>
            <ItemPicture dataset={dataset} bytes={picture} label="" />
          </span>
        )}
        {name}
      </span>
      <span className={styles.menu}>
        <span aria-hidden="true">▾</span>
        <select
          data-class={label}
          aria-label={`Group of ${name}`}
          title={`Group of ${name}`}
          value={from}
          onChange={(event) => onMove(label, Number(event.target.value))}
        >
          {groups.map((group, at) => (
            // A group has no identity but its place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above.
            <option key={at} value={at}>
              {group.name.trim() || `Group ${at + 1}`}
            </option>
          ))}
          <option value={LEFT_OUT}>Left out</option>
        </select>
      </span>
    </li>
  );
}
