import { VIEWS } from '@/app/views/views';
import { isActive } from '@/run/reduce';
import { lab } from '@/stores/lab/lab';

/** What a shortcut needs of the page. */
export interface ShortcutTargets {
  /** `null` where Train can be pressed. */
  blocked: string | null;
  showView(id: string): void;
  showHelp(): void;
}

interface Shortcut {
  /** As the list of shortcuts writes it. */
  keys: string;
  does: string;
  matches(event: KeyboardEvent): boolean;
  run(targets: ShortcutTargets): void;
}

const withControl = (event: KeyboardEvent) => (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
const withAlt = (event: KeyboardEvent) => event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;

/** Train, or pause and resume what is being trained. */
function trainOrPause({ blocked }: ShortcutTargets): void {
  const { run, restarting } = lab.store.getState();
  if (!isActive(run)) {
    if (blocked === null) lab.commands.train();
  } else if (run?.status === 'paused') lab.commands.resume();
  else if (run?.status === 'training' && !restarting) lab.commands.pause();
}

/** Every shortcut of the whole page. Views take the digits in their order. */
export const SHORTCUTS: readonly Shortcut[] = [
  {
    keys: 'Ctrl + Enter',
    does: 'Train; pause and resume while training',
    matches: (event) => event.key === 'Enter' && withControl(event),
    run: trainOrPause,
  },
  ...VIEWS.map(({ id, title }, i) => ({
    keys: `Alt + ${i + 1}`,
    does: `Show ${title}`,
    // On a Mac, Alt with a digit types another character: the key's place tells.
    matches: (event: KeyboardEvent) => event.code === `Digit${i + 1}` && withAlt(event),
    run: ({ showView }: ShortcutTargets) => showView(id),
  })),
  {
    keys: '?',
    does: 'Show this list',
    matches: (event) => event.key === '?' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target),
    run: ({ showHelp }) => showHelp(),
  },
];

/** In a field a question mark is text. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select');
