import type { Brush, Tool } from '../surface/brush';
import type { Frame, Session } from '../surface/session';
import { Icon, type IconName } from './icons';
import styles from './tools.module.css';

interface ToolbarProps {
  session: Session;
  frame: Frame;
  brush: Brush;
  onBrush(change: Partial<Brush>): void;
}

const TOOLS: readonly { tool: Tool; name: string }[] = [
  { tool: 'brush', name: 'Brush' },
  { tool: 'fill', name: 'Fill' },
  { tool: 'eraser', name: 'Eraser' },
];

/** What to draw with, and the way back. */
export function Toolbar({ session, frame, brush, onBrush }: ToolbarProps) {
  return (
    <fieldset className={styles.tools} aria-label="Tools">
      {TOOLS.map(({ tool, name }) => (
        <ToolButton key={tool} icon={tool} name={name} pressed={brush.tool === tool} onPress={() => onBrush({ tool })} />
      ))}
      <ToolButton icon="mirror" name="Mirror" pressed={brush.mirror} onPress={() => onBrush({ mirror: !brush.mirror })} />
      <ToolButton icon="undo" name="Undo" disabled={!frame.canUndo} onPress={session.undo} />
      <ToolButton icon="redo" name="Redo" disabled={!frame.canRedo} onPress={session.redo} />
      <ToolButton icon="clear" name="Clear" disabled={!frame.canClear} onPress={session.clear} />
    </fieldset>
  );
}

interface ToolButtonProps {
  icon: IconName;
  name: string;
  pressed?: boolean;
  disabled?: boolean;
  onPress(): void;
}

/** Disabled through aria only: a button that vanished from the tab order under the person's finger would drop the focus. */
function ToolButton({ icon, name, pressed, disabled = false, onPress }: ToolButtonProps) {
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={name}
      aria-pressed={pressed}
      aria-disabled={disabled}
      onClick={() => !disabled && onPress()}
    >
      <Icon name={icon} />
      <span aria-hidden="true">{name}</span>
    </button>
  );
}
