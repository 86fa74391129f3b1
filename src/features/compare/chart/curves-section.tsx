import { useMemo, useState } from 'react';
import { isNumberTask } from '@/experiment/data/classes';
import { reachOf, type Smoothing, type XUnit } from '@/metrics/comparison/run-curve';
import { Button } from '@/ui/button';
import { SelectField } from '@/ui/fields/select-field';
import styles from '../compare.module.css';
import type { ComparedRun } from '../compared';
import { type ChartView, CompareChart, type Parts } from './compare-chart';
import { placeWords, ReadingTable } from './reading-table';

const UNITS = [
  { value: 'epoch', label: 'Epochs' },
  { value: 'step', label: 'Steps' },
  { value: 'seconds', label: 'Seconds' },
];
const PARTS = [
  { value: 'both', label: 'Training and validation' },
  { value: 'training', label: 'Training only' },
  { value: 'validation', label: 'Validation only' },
];
const LINES: Record<Parts, string> = {
  both: 'Solid: training, pale: before smoothing. Dashed: validation.',
  training: 'Solid: training, pale: before smoothing.',
  validation: 'Dashed: validation.',
};
const SMOOTHINGS = [
  { value: 'none', label: 'None' },
  { value: 'light', label: 'Light' },
  { value: 'medium', label: 'Medium' },
  { value: 'strong', label: 'Strong' },
];

/** Of more runs than this, training lines over each other are a thicket: where all have validation lines, those stand alone at first. */
const THICKET = 6;

const firstParts = (runs: readonly ComparedRun[]): Parts =>
  runs.length > THICKET && runs.every(({ run }) => run.epochRecords.some(({ validation }) => validation !== null)) ? 'validation' : 'both';

/** Places at which the slider stops. */
const STOPS = 400;

/** The curves of all runs over each other, and what they stood at wherever the pointer or the slider is. */
export function CurvesSection({ runs }: { runs: readonly ComparedRun[] }) {
  const [view, setView] = useState<ChartView>(() => ({ unit: 'epoch', smoothing: 'medium', parts: firstParts(runs), scale: 'linear' }));
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [read, setRead] = useState<number | null>(null);
  const { unit } = view;
  const reach = Math.max(0, ...runs.map(({ run }) => reachOf(run, unit)));
  // The lines of the charts are worked out anew for other runs only, not wherever the pointer goes.
  const shown = useMemo(() => runs.filter(({ run }) => !hidden.has(run.id)), [runs, hidden]);
  const scored = useMemo(() => alikeScored(shown), [shown]);
  const x = read === null ? reach : Math.min(read, reach);
  const toggle = (id: string) =>
    setHidden(hidden.has(id) ? new Set([...hidden].filter((other) => other !== id)) : new Set([...hidden, id]));
  if (reach === 0) return <p className={styles.none}>None of these runs has curves. Their figures are below.</p>;
  const charts = { runs: shown, view, reach, x: read === null ? null : x, onRead: setRead };
  return (
    <section aria-label="Curves" className={styles.section}>
      <div className={styles.controls}>
        <SelectField
          label="Horizontal axis"
          value={unit}
          options={UNITS}
          onChange={(value) => {
            setView({ ...view, unit: value as XUnit });
            setRead(null);
          }}
        />
        <SelectField label="Lines" value={view.parts} options={PARTS} onChange={(value) => setView({ ...view, parts: value as Parts })} />
        <SelectField
          label="Smoothing"
          value={view.smoothing}
          options={SMOOTHINGS}
          onChange={(value) => setView({ ...view, smoothing: value as Smoothing })}
        />
        <Button aria-pressed={view.scale === 'log'} onClick={() => setView({ ...view, scale: view.scale === 'log' ? 'linear' : 'log' })}>
          Log scale
        </Button>
        <p className={styles.none}>{LINES[view.parts]}</p>
      </div>
      <div className={styles.charts}>
        <CompareChart metric="loss" {...charts} />
        {scored.classes.length > 0 && <CompareChart metric="accuracy" {...charts} runs={scored.classes} />}
        {scored.numbers.length > 0 && <CompareChart metric="accuracy" {...charts} runs={scored.numbers} />}
      </div>
      <label className={styles.slider}>
        Read at
        <input
          type="range"
          min={0}
          max={STOPS}
          value={Math.round((STOPS * x) / reach)}
          aria-valuetext={placeWords(unit, x)}
          onChange={({ target }) => setRead((reach * Number(target.value)) / STOPS)}
        />
      </label>
      <div className={styles.scroll}>
        <ReadingTable runs={runs} hidden={hidden} unit={unit} x={charts.x} onToggle={toggle} />
      </div>
    </section>
  );
}

/** Runs that predict classes, and those that predict a number: accuracy and R2 share no axis. */
function alikeScored(runs: readonly ComparedRun[]): { classes: ComparedRun[]; numbers: ComparedRun[] } {
  const isNumber = ({ run }: ComparedRun) => isNumberTask(run.experiment.data);
  return { classes: runs.filter((one) => !isNumber(one)), numbers: runs.filter(isNumber) };
}
