import { type ReactNode, useId, useRef } from 'react';
import { Button } from './button';
import styles from './menu.module.css';

interface MenuProps {
  /** On the button that opens it. */
  label: string;
  /** A sign in place of the label, which then names it for screen readers and as a tooltip. */
  icon?: ReactNode;
  className?: string | undefined;
  /** Buttons; `look="quiet"` suits them. */
  children: ReactNode;
}

/** Buttons that open under one: a native popover, which closes on Escape, on a click beside it, and once one of them was pressed. */
export function Menu({ label, icon, className, children }: MenuProps) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const place = () => {
    const from = button.current?.getBoundingClientRect();
    if (!from || !menu.current) return;
    menu.current.style.top = `${Math.max(8, Math.min(from.bottom + 4, window.innerHeight - 8 - menu.current.offsetHeight))}px`;
    menu.current.style.left = `${Math.max(8, Math.min(from.left, window.innerWidth - 8 - menu.current.offsetWidth))}px`;
  };
  return (
    <>
      <Button
        ref={button}
        popoverTarget={id}
        className={className}
        {...(icon === undefined ? {} : { look: 'icon' as const, 'aria-label': label })}
      >
        {icon ?? label}
      </Button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside are what is pressed; this only hears of it. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a button pressed by key clicks as well. */}
      <div ref={menu} id={id} popover="auto" className={styles.menu} onToggle={place} onClick={() => menu.current?.hidePopover()}>
        {children}
      </div>
    </>
  );
}
