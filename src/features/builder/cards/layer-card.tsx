import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { Issue } from '@/experiment/network/issue';
import { kindOf } from '@/experiment/network/kinds';
import type { PlannedLayer } from '@/experiment/network/plan';
import { Icon } from '../icons';
import type { LayerDrag } from '../stack/layer-drag';
import type { StackEditing } from '../stack/use-stack-editing';
import { CardHead } from './card-head';
import { IssueList } from './issue-list';
import { LayerActions } from './layer-actions';
import styles from './layer-card.module.css';
import { LayerFacts } from './layer-facts';
import { LayerOptions } from './layer-options';

interface LayerCardProps {
  entry: PlannedLayer;
  index: number;
  count: number;
  /** Parameters of the whole network, where they can be known. */
  total: number | null;
  /** Pixels along the longer side of the image. */
  imageSide: number;
  issues: readonly Issue[];
  /** `null` while the code that drags is on its way. */
  drag: LayerDrag | null;
  editing: StackEditing;
  /** Stands below the line, open or closed. */
  children?: ReactNode;
}

/** One layer of the stack: a line while closed; open, its options and what can be done to it. */
export function LayerCard({ entry, index, count, total, imageSide, issues, drag, editing, children }: LayerCardProps) {
  const { id } = entry.layer;
  const name = editing.names.get(id) ?? '';
  const open = editing.selected === id;
  // The stack may stand on the page twice.
  const issuesId = useId();
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open) card.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  // Problems of a field stand at the field while it can be seen; all others, and all of a closed card, stand below the line.
  const listed = open ? issues.filter((issue) => issue.mend || issue.field === undefined) : issues;
  return (
    <li
      ref={card}
      className={styles.card}
      style={drag ? { transform: drag.offset ? `translateY(${drag.offset}px)` : undefined, transition: drag.transition } : undefined}
      data-layer={id}
      data-open={open}
      data-dragging={drag?.dragging ?? false}
      data-fault={issues[0]?.severity}
    >
      <div className={styles.line}>
        <button
          type="button"
          data-grip
          className={styles.grip}
          {...drag?.attributes}
          {...drag?.listeners}
          aria-label={`Drag ${name}`}
          title={
            drag
              ? 'Drag, or press space and use the arrow keys'
              : 'Dragging is still loading. Select the layer and press Alt with an arrow key to move it'
          }
        >
          <Icon name="grip" />
        </button>
        <CardHead
          entry={entry}
          index={index}
          total={total}
          open={open}
          issuesId={listed.length > 0 ? issuesId : undefined}
          dragListeners={drag?.listeners}
          editing={editing}
        />
      </div>
      <IssueList id={issuesId} issues={listed} onMend={editing.mend} />
      {children}
      {open && (
        <div className={styles.body}>
          <p className={styles.help}>{kindOf(entry.layer).help}</p>
          <LayerOptions layer={entry.layer} issues={issues} onSet={(field, value) => editing.set(id, field, value)} />
          <div className={styles.tail}>
            <LayerFacts entry={entry} total={total} imageSide={imageSide} />
            <LayerActions
              name={name}
              index={index}
              count={count}
              full={editing.full}
              onMove={(to) => editing.move(index, to)}
              onDuplicate={() => editing.duplicate(id)}
              onRemove={() => editing.remove(id)}
            />
          </div>
        </div>
      )}
    </li>
  );
}
