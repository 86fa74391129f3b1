import { useEffect, useId, useState } from 'react';
import type { ItemShape } from '@/experiment/data/item-shape';
import { shortClassName } from '@/experiment/words/class-names';
import type { Neighbour } from '@/stores/types';
import { Button } from '@/ui/button';
import { Pixels } from '@/ui/pictures/pixels';
import { Progress } from '@/ui/waiting/progress';
import { placeWords } from '../words';
import styles from './neighbours.module.css';

/** Looks for the training images that are most like one; a newer search ends the one before. */
export interface NeighbourSearch {
  /** @param index the image's own position, which is left out */
  find(pixels: Uint8Array, index: number): Promise<Neighbour[]>;
  cancel(): void;
}

interface NeighboursProps {
  index: number;
  target: number;
  bytes: Uint8Array;
  trainCount: number;
  classNames: readonly string[];
  imageShape: ItemShape;
  search: NeighbourSearch;
}

type Found = { state: 'searching' } | { state: 'found'; neighbours: Neighbour[] } | { state: 'none'; reason: string };

/** The training images that are most like one image, pixel by pixel, with their labels. */
export function Neighbours({ index, target, bytes, trainCount, classNames, imageShape, search }: NeighboursProps) {
  const id = useId();
  const [attempt, setAttempt] = useState(0);
  const [found, setFound] = useState<Found>({ state: 'searching' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks anew.
  useEffect(() => {
    let current = true;
    setFound({ state: 'searching' });
    search.find(bytes, index).then(
      (neighbours) => current && setFound({ state: 'found', neighbours }),
      (error: Error) => current && setFound({ state: 'none', reason: error.message }),
    );
    return () => {
      current = false;
      search.cancel();
    };
  }, [search, bytes, index, attempt]);
  return (
    <section className={styles.neighbours} aria-labelledby={id}>
      <h4 id={id}>Nearest training images</h4>
      {found.state === 'searching' && (
        <div className={styles.searching}>
          <Progress label="Looking for the nearest training images" value={null} />
          <Button onClick={() => search.cancel()}>Cancel</Button>
        </div>
      )}
      {found.state === 'none' && (
        <div className={styles.searching} role="status">
          <p>{found.reason}</p>
          <Button onClick={() => setAttempt(attempt + 1)}>Try again</Button>
        </div>
      )}
      {found.state === 'found' && (
        <>
          <p className={styles.words} role="status">
            {agreement(found.neighbours, target, classNames)}
          </p>
          <ul className={styles.list}>
            {found.neighbours.map((neighbour) => (
              <Item key={neighbour.index} {...{ neighbour, target, trainCount, classNames, imageShape }} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface ItemProps extends Pick<NeighboursProps, 'target' | 'trainCount' | 'classNames' | 'imageShape'> {
  neighbour: Neighbour;
}

function Item({ neighbour, target, trainCount, classNames, imageShape }: ItemProps) {
  const name = classNames[neighbour.target] ?? '';
  const distance = neighbour.distance.toFixed(1);
  return (
    <li className={styles.item} data-same={neighbour.target === target} title={`${name}, ${placeWords(neighbour.index, trainCount)}`}>
      <Pixels bytes={neighbour.pixels} width={imageShape[1]} channels={imageShape[2]} label="" />
      <span className={styles.name}>{shortClassName(name)}</span>
      <span className={styles.distance}>
        <span className="visually-hidden">distance </span>
        {distance}
      </span>
    </li>
  );
}

/** "5 of 8 are labeled Shirt." */
function agreement(neighbours: readonly Neighbour[], target: number, classNames: readonly string[]): string {
  const same = neighbours.filter((neighbour) => neighbour.target === target).length;
  return `${same} of ${neighbours.length} have the same label: ${classNames[target]}. Distances are Euclidean, pixels from 0 to 1.`;
}
