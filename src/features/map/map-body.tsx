import { useEffect, useRef, useState } from 'react';
import { Fold } from '@/ui/fold';
import { Legend } from './legend';
import styles from './map-panel.module.css';
import type { MapPanelProps } from './map-props';
import { MapWords } from './map-words';
import { PointCard } from './point-card';
import { imagesNear } from './scatter/geometry';
import { Scatter } from './scatter/scatter';
import type { Sight } from './scatter/viewport';
import type { ColoredBy, ShownMap, Tool } from './types';
import { axesWords, imageWords } from './words';

interface MapBodyProps extends MapPanelProps {
  map: ShownMap;
  coloredBy: ColoredBy;
  tool: Tool;
  what: string;
  /** Classes that are left out. */
  hidden: ReadonlySet<number>;
  onHidden(hidden: ReadonlySet<number>): void;
}

/** Images that are opened as those near one, that one included. */
const NEAR = 25;
/** How much closer one looks at an image that was to be found. */
const FOUND_ZOOM = 4;

/** The map itself, its legend, the image that is meant, and all of it in words. */
export function MapBody(props: MapBodyProps) {
  const { map, choices, coloredBy, tool, what, hidden, onHidden, classNames, imageShape, fetch, guests, found, onFound, onOpen, onSelect } =
    props;
  const [hovered, setHovered] = useState<number | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  // Another map is looked at as a whole first.
  const kind = `${choices.space} ${choices.method}`;
  const [looked, setLooked] = useState<{ kind: string; sight: Sight | null }>({ kind, sight: null });
  const sight = looked.kind === kind ? looked.sight : null;
  const setSight = (next: Sight | null) => setLooked({ kind, sight: next });
  const scatter = useRef<HTMLDivElement>(null);
  const labels = coloredBy === 'truth' ? map.targets : map.predicted;
  const isShown = (image: number) => !hidden.has(labels[image] ?? 0);
  const placeOf = (image: number) => ({ x: map.coordinates[2 * image] ?? 0, y: map.coordinates[2 * image + 1] ?? 0 });
  const near = (image: number) => onSelect(imagesNear({ coordinates: map.coordinates, isShown }, placeOf(image), NEAR));
  // biome-ignore lint/correctness/useExhaustiveDependencies: an image is shown once for each time that somebody wants to find it.
  useEffect(() => {
    if (!found) return;
    onFound();
    setChosen(found.image);
    onHidden(new Set());
    setSight({ center: { x: found.x, y: found.y }, zoom: FOUND_ZOOM });
    // A dialog that led here gives the focus back to where it was opened first.
    setTimeout(() => scatter.current?.focus());
  }, [found]);
  return (
    <div className={styles.body}>
      <Scatter
        ref={scatter}
        map={map}
        what={what}
        classCount={classNames.length}
        coloredBy={coloredBy}
        tool={tool}
        isShown={isShown}
        sight={map.final ? sight : null}
        onSight={setSight}
        chosen={chosen}
        onChoose={setChosen}
        onHover={setHovered}
        guests={guests}
        imageShape={imageShape}
        fetch={fetch}
        onOpen={onOpen}
        onNear={near}
        onSelect={onSelect}
        words={(image) => imageWords(map, image, classNames)}
      />
      <div className={styles.side}>
        <PointCard map={map} image={hovered ?? chosen} {...{ classNames, imageShape, fetch, onOpen, onNear: near }} />
        <Legend classNames={classNames} counts={countsOf(labels, classNames.length)} hidden={hidden} onHidden={onHidden} />
        <p className={styles.axes}>{axesWords(map)}</p>
        {map.final && (
          <Fold title="In words" summary="which classes lie apart">
            <MapWords map={map} coloredBy={coloredBy} classNames={classNames} />
          </Fold>
        )}
      </div>
    </div>
  );
}

function countsOf(labels: Uint8Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
