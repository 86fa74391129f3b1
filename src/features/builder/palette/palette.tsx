import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { KIND_GROUPS, type KindGroup } from '@/experiment/network/kind-groups';
import { KINDS, type LayerKind } from '@/experiment/network/kinds';
import { Icon } from '../icons';
import styles from './palette.module.css';
import { placeBeside } from './place-beside';

interface PaletteProps {
  /** Why no layer can be added; `null` where one can. */
  full: string | null;
  /** What the button does, where a sign has to do for it; otherwise it says "Add layer". */
  label?: string;
  onAdd: (kind: LayerKind) => void;
}

/** "Add layer": every kind with its one line of help, by what it is for. A native popover, so that no overflow cuts it off and Escape closes it. */
export function Palette({ full, label, onAdd }: PaletteProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!open || !menu.current) return;
    placeBeside(menu.current, opener.current);
    menu.current.querySelector('button')?.focus();
  }, [open]);
  const pick = (kind: LayerKind) => {
    menu.current?.hidePopover();
    onAdd(kind);
  };
  return (
    <>
      <button ref={opener} type="button" className={styles.opener} popoverTarget={id} aria-expanded={open} aria-label={label} title={label}>
        <Icon name="plus" />
        {!label && 'Add layer'}
      </button>
      <div ref={menu} id={id} popover="auto" className={styles.menu} onToggle={(event) => setOpen(event.newState === 'open')}>
        {open && (full ? <p className={styles.full}>{full}</p> : <Kinds onPick={pick} />)}
      </div>
    </>
  );
}

function Kinds({ onPick }: { onPick: (kind: LayerKind) => void }) {
  return (
    <ul aria-label="Kinds of layers" className={styles.groups} data-kinds>
      {KIND_GROUPS.map((group) => (
        <Group key={group.id} group={group} onPick={onPick} />
      ))}
    </ul>
  );
}

function Group({ group, onPick }: { group: KindGroup; onPick: (kind: LayerKind) => void }) {
  const id = useId();
  return (
    <li className={styles.group}>
      <p id={id} className={styles.heading}>
        {group.title}
      </p>
      <ul aria-labelledby={id}>
        {group.kinds.map((kind) => (
          <li key={kind}>
            <KindButton kind={kind} onPick={onPick} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function KindButton({ kind, onPick }: { kind: LayerKind; onPick: (kind: LayerKind) => void }) {
  const helpId = useId();
  const { title, help } = KINDS[kind];
  return (
    <button
      type="button"
      className={styles.kind}
      aria-label={`Add ${title}`}
      aria-describedby={helpId}
      onClick={() => onPick(kind)}
      onKeyDown={walk}
    >
      <b>{title}</b>
      <small id={helpId}>{help}</small>
    </button>
  );
}

/** Arrow keys, Home and End walk the buttons, beside Tab. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const buttons: HTMLElement[] = [...(event.currentTarget.closest('[data-kinds]')?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(event.currentTarget);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  buttons.at(to % buttons.length)?.focus();
}
