import { useEffect, useState } from 'react';
import { formatCount, formatPercent } from '@/experiment/words/numbers';
import { type ClassMixing, classMixing } from '@/metrics/projection/mixing';
import styles from './map-panel.module.css';
import type { ColoredBy, ShownMap } from './types';

interface MapWordsProps {
  map: ShownMap;
  coloredBy: ColoredBy;
  classNames: readonly string[];
}

/** What the map shows, as a table: which classes lie apart, and which are mixed. */
export function MapWords({ map, coloredBy, classNames }: MapWordsProps) {
  const [mixing, setMixing] = useState<ClassMixing[]>([]);
  const labels = coloredBy === 'truth' ? map.targets : map.predicted;
  useEffect(() => {
    // The map is painted first: comparing all with all takes a moment.
    const timer = setTimeout(() => setMixing(classMixing(map.coordinates, labels, classNames.length)), 100);
    return () => clearTimeout(timer);
  }, [map.coordinates, labels, classNames.length]);
  return (
    <div className={styles.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">Images</th>
            <th scope="col">Neighbors of the same class</th>
            <th scope="col">Most often beside it</th>
          </tr>
        </thead>
        <tbody>
          {mixing.map(({ label, count, own, other }) => (
            <tr key={label}>
              <th scope="row">{classNames[label]}</th>
              <td>{formatCount(count)}</td>
              <td>{formatPercent(own, 0)}</td>
              <td>{other ? `${classNames[other.label]} (${formatPercent(other.share, 0)})` : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>Of the ten nearest neighbors of each image on the map.</p>
    </div>
  );
}
