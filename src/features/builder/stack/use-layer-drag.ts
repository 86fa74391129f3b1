import {
  type Announcements,
  type DndContextProps,
  KeyboardSensor,
  type Modifier,
  MouseSensor,
  TouchSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable';

/** Cards only ever move up and down. */
const vertical: Modifier = ({ transform }) => ({ ...transform, x: 0 });

/** Any modifier key means a shortcut of somebody else's, so the plain keys alone lift a card. */
const KEYS = { start: ['Space', 'Enter'], cancel: ['Escape'], end: ['Space', 'Enter'] };

/**
 * What dnd-kit needs to reorder `ids`. The mouse has to move a little and a finger to rest a moment before a drag begins, so that a click
 * stays a click and a swipe still scrolls. (Mouse and touch apart, since pointer events are cancelled by the browser's own scrolling.)
 */
export function useLayerDrag(
  ids: readonly string[],
  nameOf: (id: string) => string | undefined,
  move: (from: number, to: number) => void,
): DndContextProps {
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 4 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates, keyboardCodes: KEYS }),
  );
  return {
    sensors,
    modifiers: [vertical],
    accessibility: {
      announcements: announcementsFor(ids, nameOf),
      screenReaderInstructions: {
        draggable:
          'Press space to pick this layer up, the arrow keys to move it, space again to put it down, Escape to leave it where it was.',
      },
    },
    onDragEnd({ active, over }) {
      if (over && over.id !== active.id) move(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
    },
  };
}

function announcementsFor(ids: readonly string[], nameOf: (id: string) => string | undefined): Announcements {
  const name = (id: UniqueIdentifier) => nameOf(String(id)) ?? 'The layer';
  const place = (id: UniqueIdentifier) => `layer ${ids.indexOf(String(id)) + 1} of ${ids.length}`;
  return {
    onDragStart: ({ active }) => `Picked up ${name(active.id)}, ${place(active.id)}.`,
    onDragOver: ({ active, over }) => (over ? `${name(active.id)} would become ${place(over.id)}.` : undefined),
    onDragEnd: ({ active, over }) => (over ? `${name(active.id)} is now ${place(over.id)}.` : `${name(active.id)} stays where it was.`),
    onDragCancel: ({ active }) => `${name(active.id)} stays where it was.`,
  };
}
