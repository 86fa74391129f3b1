import type { Ref } from 'react';
import { colorVariable } from './marks';
import styles from './scatter.module.css';

const OTHERS = ['--ink', '--card', '--accent'];

/** Elements that have the colors of the classes, of text, of the ground and of what is chosen, for a canvas to read: it knows no custom properties. */
export function Palette({ ref, classCount }: { ref: Ref<HTMLDivElement>; classCount: number }) {
  const variables = [...Array.from({ length: classCount }, (_, label) => colorVariable(label)), ...OTHERS];
  return (
    <div ref={ref} className={styles.palette} hidden>
      {variables.map((variable, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place in the palette is what it is.
        <span key={k} style={{ color: `var(${variable})` }} />
      ))}
    </div>
  );
}
