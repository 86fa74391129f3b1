import { type ReactNode, useId, useRef, useState } from 'react';
import { Button } from '@/ui/button';
import { ACTIONS, type Action } from './actions';
import styles from './header.module.css';
import { ShowPart } from './part';

const IN_HEADER = ACTIONS.filter(({ place }) => place === 'header');
const MENU = ACTIONS.filter(({ place }) => place === 'menu');

/** The actions of the table: those of the header as buttons, the others in a menu, and the dialog of each that was opened. */
export function HeaderActions() {
  const [opened, setOpened] = useState<Record<string, boolean>>({});
  const start = (action: Action) => ('run' in action ? action.run() : setOpened((all) => ({ ...all, [action.id]: true })));
  const close = (id: string) => setOpened((all) => ({ ...all, [id]: false }));
  return (
    <>
      {IN_HEADER.map((action) => (
        <Button key={action.id} onClick={() => start(action)}>
          {action.label}
        </Button>
      ))}
      {MENU.length > 0 && (
        <Menu>
          {MENU.map((action) => (
            <Button key={action.id} look="quiet" onClick={() => start(action)}>
              {action.label}
            </Button>
          ))}
        </Menu>
      )}
      {ACTIONS.map(
        (action) =>
          'dialog' in action &&
          opened[action.id] !== undefined && (
            <ShowPart key={action.id} part={action.dialog} props={{ open: opened[action.id] === true, onClose: () => close(action.id) }} />
          ),
      )}
    </>
  );
}

/** Buttons that open under one: a native popover, which closes on Escape, on a click beside it, and once one of them was pressed. */
function Menu({ children }: { children: ReactNode }) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const place = () => {
    const from = button.current?.getBoundingClientRect();
    if (!from || !menu.current) return;
    menu.current.style.top = `${from.bottom + 4}px`;
    menu.current.style.left = `${Math.max(8, Math.min(from.left, window.innerWidth - 8 - menu.current.offsetWidth))}px`;
  };
  return (
    <>
      <Button ref={button} popoverTarget={id}>
        Menu
      </Button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside are what is pressed; this only hears of it. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a button pressed by key clicks as well. */}
      <div ref={menu} id={id} popover="auto" className={styles.menu} onToggle={place} onClick={() => menu.current?.hidePopover()}>
        {children}
      </div>
    </>
  );
}
