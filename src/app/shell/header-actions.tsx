import { useState } from 'react';
import { Button } from '@/ui/button';
import { Menu } from '@/ui/menu';
import type { Action } from './action';
import { ACTIONS } from './actions';
import styles from './header.module.css';
import { ShowPart } from './part';
import type { ShortcutTargets } from './shortcuts';
import { useShortcuts } from './use-shortcuts';

const IN_HEADER = ACTIONS.filter(({ place }) => place === 'header');
const MENU = ACTIONS.filter(({ place }) => place === 'menu');
/** The action that lists the shortcuts. */
const HELP = 'shortcuts';

/** The actions of the table: those of the header as buttons, the others in a menu, and the dialog of each that was opened. */
export function HeaderActions({ blocked, showView }: Pick<ShortcutTargets, 'blocked' | 'showView'>) {
  const [opened, setOpened] = useState<Record<string, boolean>>({});
  const start = (action: Action) => ('run' in action ? action.run() : setOpened((all) => ({ ...all, [action.id]: true })));
  const close = (id: string) => setOpened((all) => ({ ...all, [id]: false }));
  useShortcuts({ blocked, showView, showHelp: () => setOpened((all) => ({ ...all, [HELP]: true })) });
  return (
    <>
      {IN_HEADER.map((action) => (
        <Button key={action.id} className={styles.wideOnly} onClick={() => start(action)}>
          {action.label}
        </Button>
      ))}
      <Menu label="Menu">
        {/* A small screen has no room for them in its header. */}
        {IN_HEADER.map((action) => (
          <Button key={action.id} look="quiet" className={styles.smallOnly} onClick={() => start(action)}>
            {action.label}
          </Button>
        ))}
        {MENU.map((action) => (
          <Button key={action.id} look="quiet" onClick={() => start(action)}>
            {action.label}
          </Button>
        ))}
      </Menu>
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
