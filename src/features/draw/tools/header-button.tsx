import { Icon, type IconName } from './icons';
import styles from './tools.module.css';

interface HeaderButtonProps {
  icon: IconName;
  name: string;
  onPress(): void;
  /** Has the focus when the dialog around it opens. */
  first?: boolean;
}

/** A small button in the panel's head. */
export function HeaderButton({ icon, name, onPress, first = false }: HeaderButtonProps) {
  return (
    <button ref={first ? focusFirst : undefined} type="button" className={styles.head} aria-label={name} title={name} onClick={onPress}>
      <Icon name={icon} />
      <span aria-hidden="true">{name}</span>
    </button>
  );
}

/** The attribute, which `showModal` looks for; React's own `autoFocus` would focus before the dialog is open, and lose it. */
const focusFirst = (button: HTMLButtonElement | null): void => button?.setAttribute('autofocus', '');
