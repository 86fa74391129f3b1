import type { KeyboardEvent } from 'react';
import { kindOf } from '@/experiment/network/kinds';
import type { PlannedLayer } from '@/experiment/network/plan';
import { formatShape } from '@/experiment/network/shape';
import { useHelp } from '@/ui/help/use-help';
import type { StackEditing } from '../stack/use-stack-editing';
import { CardRow } from './card-row';
import styles from './layer-card.module.css';

interface CardHeadProps {
  entry: PlannedLayer;
  index: number;
  total: number | null;
  open: boolean;
  /** Id of the list of what is wrong here, where something is. */
  issuesId: string | undefined;
  /** dnd-kit's handlers: the line can be dragged by mouse and touch just as the grip can. */
  dragListeners: Record<string, unknown> | undefined;
  editing: StackEditing;
}

/** The line of a layer's card, which opens and closes it. Alt with the arrow keys moves the layer, Delete removes it. */
export function CardHead({ entry, index, total, open, issuesId, dragListeners, editing }: CardHeadProps) {
  const { layer } = entry;
  const kind = kindOf(layer);
  const { id, anchor, focus, bubble } = useHelp(kind.help);
  // A click opens the card, which spells the help out; so the title shows its bubble on hover only.
  const { onClick: _click, ...hover } = anchor;
  // The keyboard picks a layer up at the grip: here Enter and space mean open.
  const { onKeyDown: _keys, ...pointer } = dragListeners ?? {};
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
    if (by === undefined && event.key !== 'Delete') return;
    event.preventDefault();
    if (by === undefined) editing.remove(layer.id);
    else editing.move(index, index + by);
  };
  const number = (editing.names.get(layer.id) ?? '').slice(kind.title.length);
  return (
    <>
      <button
        type="button"
        className={styles.head}
        data-head={layer.id}
        aria-expanded={open}
        aria-describedby={[issuesId, id].filter(Boolean).join(' ')}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
        onClick={() => editing.toggle(layer.id)}
        onKeyDown={onKeyDown}
        {...pointer}
        {...focus}
      >
        <CardRow
          title={
            <>
              <span {...hover}>{kind.title}</span>
              <span className="visually-hidden">{number}</span>
            </>
          }
          summary={kind.summary(layer)}
          shape={entry.outputShape && formatShape(entry.outputShape)}
          parameters={entry.trainable + entry.nonTrainable}
          total={total}
        />
      </button>
      {!open && bubble}
    </>
  );
}
