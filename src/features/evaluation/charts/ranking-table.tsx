import { useState } from 'react';
import type { RankingCurve } from '@/metrics/ranking';
import { Dialog } from '@/ui/dialogs/dialog';
import { shareOf } from '../headline';
import { bestAt } from '../report-metrics';
import styles from './chart.module.css';

interface RankingTableProps {
  title: string;
  xLabel: string;
  yLabel: string;
  curves: readonly RankingCurve[];
  classNames: readonly string[];
  /** Whether the curves rise: the best value up to a place counts, else the best from it on. */
  ascending: boolean;
  /** Opens the images that a curve's class is given with at least this probability. */
  onPoint(curve: number, atLeast: number): void;
}

const RISING_AT = [0.01, 0.05, 0.1, 0.2];
const FALLING_AT = [0.5, 0.8, 0.9, 0.95];

/** A button that opens the curves as figures: one row a class, at a few places of the horizontal axis. */
export function RankingTable({ title, xLabel, yLabel, curves, classNames, ascending, onPoint }: RankingTableProps) {
  const [open, setOpen] = useState(false);
  const places = ascending ? RISING_AT : FALLING_AT;
  return (
    <>
      <button type="button" className={styles.open} onClick={() => setOpen(true)} aria-label={`${title} as a table`}>
        Table
      </button>
      <Dialog title={`${title} curves`} open={open} onClose={() => setOpen(false)}>
        <table className={styles.values}>
          <caption>
            {yLabel} at a {xLabel.toLowerCase()} of …
          </caption>
          <thead>
            <tr>
              <th scope="col">Class</th>
              {places.map((place) => (
                <th key={place} scope="col">
                  {place}
                </th>
              ))}
              <th scope="col">Area</th>
            </tr>
          </thead>
          <tbody>
            {curves.map((curve, i) => (
              <tr key={classNames[i] ?? i}>
                <th scope="row">{classNames[i]}</th>
                {places.map((place) => (
                  <td key={place}>
                    <Value curve={curve} place={place} ascending={ascending} onOpen={(atLeast) => onPoint(i, atLeast)} />
                  </td>
                ))}
                <td>{shareOf(curve.area)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Dialog>
    </>
  );
}

interface ValueProps {
  curve: RankingCurve;
  place: number;
  ascending: boolean;
  onOpen(atLeast: number): void;
}

/** One figure, which opens the images that it speaks of. */
function Value({ curve, place, ascending, onOpen }: ValueProps) {
  const best = bestAt(curve, place, ascending);
  if (!best || !Number.isFinite(best.threshold)) return shareOf(best?.y ?? Number.NaN);
  return (
    <button
      type="button"
      className={styles.value}
      title={`Show the images with a probability of at least ${best.threshold.toPrecision(2)}`}
      onClick={() => onOpen(best.threshold)}
    >
      {shareOf(best.y)}
    </button>
  );
}
