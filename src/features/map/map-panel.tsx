import { useState } from 'react';
import { Button } from '@/ui/button';
import { Choice } from '@/ui/fields/choice';
import { Notice } from '@/ui/notice';
import { Panel } from '@/ui/panel';
import { Placeholder } from '@/ui/waiting/placeholder';
import { Progress } from '@/ui/waiting/progress';
import { MapBody } from './map-body';
import { MapControls } from './map-controls';
import styles from './map-panel.module.css';
import type { MapPanelProps } from './map-props';
import type { ColoredBy, Tool } from './types';

const NOTHING_HIDDEN: ReadonlySet<number> = new Set();

/** The images of a set in the plane, like ones near each other. */
export function MapPanel(props: MapPanelProps) {
  const { hint, sets, set, onSet, choices, onChoices, hasHidden, standing, progress, onCancel, error, onAgain, map } = props;
  const [coloredBy, setColoredBy] = useState<ColoredBy>('truth');
  const [tool, setTool] = useState<Tool>('move');
  // Who looks at some classes goes on to do so on the next map, as long as it has these classes.
  const classes = props.classNames.join('\n');
  const [left, setLeft] = useState({ classes, hidden: NOTHING_HIDDEN });
  const hidden = left.classes === classes ? left.hidden : NOTHING_HIDDEN;
  const aside = hint === null && (
    <>
      {standing && <p className={styles.standing}>{standing}</p>}
      {onAgain && map && <Button onClick={onAgain}>Update</Button>}
      <Choice name="Images" value={set} options={sets} onChange={onSet} />
    </>
  );
  if (hint !== null)
    return (
      <Panel title="Map" className={styles.panel}>
        <Placeholder>{hint}</Placeholder>
      </Panel>
    );
  return (
    <Panel title="Map" className={styles.panel} aside={aside}>
      <MapControls {...{ choices, onChoices, hasHidden, coloredBy, onColoredBy: setColoredBy, tool, onTool: setTool }} />
      {error && (
        <Notice kind="error" title="The map could not be made." actions={<Button onClick={() => onAgain?.()}>Try again</Button>}>
          {error}
        </Notice>
      )}
      {progress && (
        <div className={styles.progress}>
          <span role="status">{progress.words}</span>
          <Progress label={progress.words} value={progress.share} />
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      )}
      {map && (
        <MapBody
          key={set}
          {...props}
          map={map}
          coloredBy={coloredBy}
          tool={tool}
          what={`${set} images`}
          hidden={hidden}
          onHidden={(next) => setLeft({ classes, hidden: next })}
        />
      )}
    </Panel>
  );
}
