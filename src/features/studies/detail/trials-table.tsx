import { useMemo } from 'react';
import { formatDuration, formatLoss, NO_NUMBER } from '@/experiment/words/numbers';
import { scoreWords } from '@/experiment/words/score';
import { experimentOf, spaceOf } from '@/study/next';
import { bestTrial, lastOutcome } from '@/study/objective';
import { triesNetworks } from '@/study/space/designs';
import type { SearchSpace } from '@/study/space/search-space';
import type { Study } from '@/study/study';
import type { Trial } from '@/study/trial';
import { parameterName, valueWords } from '@/study/words';
import { Button } from '@/ui/button';
import styles from './detail.module.css';
import { epochWords, TRIAL_WORDS } from './status-words';

export interface TrialsTableProps {
  study: Study;
  trials: readonly Trial[];
  /** Runs that are no longer kept. */
  gone: ReadonlySet<string>;
  /** Shows the run of a trial; `null` while a run is trained. */
  onOpen: ((runId: string) => void) | null;
  /** Makes the settings of a trial the design. */
  onUse(trial: Trial): void;
}

/** Every trial with its values and what came out. */
export function TrialsTable({ study, trials, gone, onOpen, onUse }: TrialsTableProps) {
  const { base, parameters } = study;
  const best = bestTrial(study, trials);
  const space = useMemo(() => spaceOf(study), [study]);
  if (trials.length === 0) return null;
  return (
    <section tabIndex={-1} className={styles.scroll} aria-label="Table of trials">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Trial</th>
            {parameters.map((parameter) => (
              <th key={parameter.address} scope="col">
                {parameterName(base, parameter)}
              </th>
            ))}
            <th scope="col">Seed</th>
            {triesNetworks(study) && <th scope="col">Epochs</th>}
            <th scope="col">Validation {scoreWords(base.data).word}</th>
            <th scope="col">Validation loss</th>
            <th scope="col">Time</th>
            <th scope="col">State</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {trials.map((trial) => (
            <TrialRow key={trial.number} trial={trial} isBest={trial.number === best?.number} {...{ study, space, gone, onOpen, onUse }} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type TrialRowProps = Omit<TrialsTableProps, 'trials'> & { trial: Trial; space: SearchSpace; isBest: boolean };

function TrialRow({ study, space, trial, isBest, gone, onOpen, onUse }: TrialRowProps) {
  const { number, values, seed, status, runId, cause } = trial;
  const { base, parameters } = study;
  const outcome = lastOutcome(trial);
  return (
    <tr data-best={isBest || undefined}>
      <th scope="row">
        {number}
        {isBest && <span className={styles.bestMark}> best</span>}
      </th>
      {parameters.map((parameter) => {
        const value = values[parameter.address];
        return <td key={parameter.address}>{value === undefined ? NO_NUMBER : valueWords(base, parameter, value)}</td>;
      })}
      <td>{seed}</td>
      {triesNetworks(study) && <td>{epochWords(experimentOf(study, trial, space), trial)}</td>}
      <td>{scoreWords(base.data).format(outcome?.accuracy, 2)}</td>
      <td>{formatLoss(outcome?.loss)}</td>
      <td>{outcome ? formatDuration(outcome.seconds) : NO_NUMBER}</td>
      <td className={styles.state}>
        {TRIAL_WORDS[status]}
        {cause && <span className={styles.cause}>{cause}</span>}
      </td>
      <td>
        <div className={styles.rowActions}>
          {runId && gone.has(runId) && <span className={styles.goneRun}>run deleted</span>}
          {runId && !gone.has(runId) && onOpen && status !== 'running' && (
            <Button look="quiet" aria-label={`Open trial ${number}`} onClick={() => onOpen(runId)}>
              Open
            </Button>
          )}
          <Button look="quiet" aria-label={`Use settings of trial ${number}`} onClick={() => onUse(trial)}>
            Use settings
          </Button>
        </div>
      </td>
    </tr>
  );
}
