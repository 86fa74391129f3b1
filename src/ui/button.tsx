import type { ComponentPropsWithRef, ReactNode } from 'react';
import styles from './button.module.css';

interface ButtonProps extends ComponentPropsWithRef<'button'> {
  /** `primary` is the one call to action, `plain` a bordered button, `quiet` text in the accent colour, `icon` a square with a sign in it. */
  look?: 'primary' | 'plain' | 'quiet' | 'icon';
  children: ReactNode;
}

/** A native button in one of the app's four looks. An icon needs an `aria-label`; it shows as a tooltip too. */
export function Button({ look = 'plain', className, title, ...rest }: ButtonProps) {
  const label = title ?? (look === 'icon' ? rest['aria-label'] : undefined);
  return <button type="button" title={label} className={[styles.button, styles[look], className].filter(Boolean).join(' ')} {...rest} />;
}
