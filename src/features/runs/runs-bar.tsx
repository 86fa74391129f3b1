import { useId, useState } from 'react';
import { counted, formatBytes } from '@/experiment/words/numbers';
import { MOST_KEPT_RUNS } from '@/run/keeping';
import type { Run } from '@/run/types';
import type { RunSpace } from '@/stores/types';
import { Button } from '@/ui/button';
import { readNumber } from '@/ui/fields/parse-number';
import styles from './runs-panel.module.css';

interface RunsBarProps {
  /** All runs, whatever is searched for. */
  count: number;
  search: string;
  /** Those that are chosen. */
  compared: readonly Run[];
  space: RunSpace | null;
  fleeting: boolean;
  /** The browser has not promised to keep what is saved. */
  evictable: boolean;
  onSearch(search: string): void;
  onCompare(): void;
  onKeep(count: number): void;
}

/** Finds runs, lays the chosen ones side by side, and says how many there are and how many are kept. */
export function RunsBar({ count, search, compared, space, fleeting, evictable, onSearch, onCompare, onKeep }: RunsBarProps) {
  const id = useId();
  const few = compared.length < 2;
  return (
    <div className={styles.bar}>
      <input
        type="search"
        className={styles.search}
        aria-label="Search runs"
        placeholder="Search names and settings"
        value={search}
        onChange={(event) => onSearch(event.target.value)}
      />
      <Button aria-disabled={few} aria-describedby={id} onClick={() => !few && onCompare()}>
        Compare
      </Button>
      <span id={id} className={styles.hint}>
        {few ? 'Check two or more runs to compare them.' : `${compared.length} runs checked`}
      </span>
      <p className={styles.kept}>
        {counted(count, 'run')}
        {space && `, ${formatBytes(space.bytes)}. `}
        {fleeting ? 'Not saved. Lost when you close this tab.' : space && <Keep keep={space.keep} onKeep={onKeep} />}
        {evictable && !fleeting && EVICTABLE}
      </p>
    </div>
  );
}

const EVICTABLE = '. This browser may delete them when space runs short. Save a run as a file to keep it for good.';

/** How many runs are kept. What is typed counts once the field is left: a half-typed number must not. */
function Keep({ keep, onKeep }: { keep: number; onKeep(count: number): void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const [refusal, setRefusal] = useState('');
  const errorId = useId();
  const settle = () => {
    if (draft === null) return;
    const reading = readNumber(draft);
    const count = reading.kind === 'number' ? reading.value : Number.NaN;
    const isRight = Number.isInteger(count) && count >= 1 && count <= MOST_KEPT_RUNS;
    setRefusal(isRight ? '' : reading.kind === 'unreadable' ? reading.why : `Write a whole number from 1 to ${MOST_KEPT_RUNS}.`);
    if (!isRight) return;
    onKeep(count);
    setDraft(null);
  };
  return (
    <label title={`From 1 to ${MOST_KEPT_RUNS}. Older ones are deleted when the next run starts; starred ones never.`}>
      Keep the last{' '}
      <input
        className={styles.keep}
        inputMode="numeric"
        autoComplete="off"
        aria-label="Runs to keep"
        aria-invalid={refusal !== ''}
        aria-describedby={errorId}
        value={draft ?? String(keep)}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => event.key === 'Enter' && settle()}
      />{' '}
      and all starred ★
      <span id={errorId} role="status" className={styles.refusal}>
        {refusal && ` ${refusal}`}
      </span>
    </label>
  );
}
