import { type Brush, LEVELS, SIZES } from '../surface/brush';
import styles from './tools.module.css';

interface BrushOptionsProps {
  brush: Brush;
  onBrush(change: Partial<Brush>): void;
}

/** How broad and how bright. Choosing a grey puts the eraser down: nobody picks a colour to rub out with. */
export function BrushOptions({ brush, onBrush }: BrushOptionsProps) {
  const chooseLevel = (level: number) => onBrush({ level, tool: brush.tool === 'eraser' ? 'brush' : brush.tool });
  return (
    <div className={styles.options}>
      <fieldset className={styles.choices} aria-label="Brush size">
        {SIZES.map(({ name, radius }) => (
          <button
            key={name}
            type="button"
            className={styles.size}
            aria-label={name}
            title={name}
            aria-pressed={brush.radius === radius}
            onClick={() => onBrush({ radius })}
          >
            <i style={{ width: 2 + radius * 5, height: 2 + radius * 5 }} />
          </button>
        ))}
      </fieldset>
      <fieldset className={styles.choices} aria-label="Gray level">
        {LEVELS.map(({ name, level }) => (
          <button
            key={name}
            type="button"
            className={styles.level}
            aria-label={name}
            title={name}
            aria-pressed={brush.level === level}
            onClick={() => chooseLevel(level)}
          >
            <i style={{ background: `rgb(${level} ${level} ${level})` }} />
          </button>
        ))}
      </fieldset>
    </div>
  );
}
