import { useState } from 'react';
import { Button } from '@/ui/button';
import { Menu } from '@/ui/menu';
import { ACTIONS, type Action } from './actions';
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
        <Menu label="Menu">
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
