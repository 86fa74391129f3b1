import { useMemo, useState } from 'react';
import { capitalized } from '@/experiment/words/capitalized';
import { counted } from '@/experiment/words/numbers';
import { comparedVariants, differenceSentence, failedSeeds, failureSentence } from '@/study/findings/compared';
import { FEWEST_TRIALS, importanceOf } from '@/study/findings/importance';
import { surrogateOf } from '@/study/findings/surrogate';
import { spaceOf } from '@/study/next';
import { spreadOf } from '@/study/statistics/interval';
import { isLiving, type Study, type StudyRecord } from '@/study/study';
import { figureWords } from '@/study/words';
import { DotsChart } from '../charts/dots-chart';
import { ImportanceChart } from '../charts/importance-chart';
import { MapChart } from '../charts/map-chart';
import { type Brushes, brushed, ParallelChart } from '../charts/parallel-chart';
import { ParameterChart } from '../charts/parameter-chart';
import { ProgressChart } from '../charts/progress-chart';
import { type Rated, ratedTrials } from '../charts/rated';
import { figureAxis } from '../charts/scale';
import styles from './detail.module.css';
import { TrialsTable, type TrialsTableProps } from './trials-table';

export type FindingsProps = Omit<TrialsTableProps, 'trials' | 'study'> & { record: StudyRecord };

/** What came out of a study: in a sentence where it asks about luck, in pictures, and trial by trial. */
export function Findings({ record, ...table }: FindingsProps) {
  const { study, trials } = record;
  const { kind } = study.method;
  const rated = useMemo(() => ratedTrials(study.objective, trials), [study.objective, trials]);
  if (kind === 'repeat' || kind === 'compare')
    return (
      <>
        {kind === 'repeat' ? <Repeated record={record} rated={rated} /> : trials.length > 0 && <Compared record={record} />}
        <TrialsTable study={study} trials={trials} {...table} />
      </>
    );
  return <Searched record={record} rated={rated} {...table} />;
}

function Repeated({ record: { study, trials }, rated }: { record: StudyRecord; rated: readonly Rated[] }) {
  const { objective } = study;
  const failed = trials.filter(({ status }) => status === 'failed').length;
  const failure =
    failed > 0
      ? `${capitalized(failedSeeds(failed, failed + rated.length))} and ${failed === 1 ? 'is' : 'are'} not in the mean: the table says why.`
      : null;
  if (rated.length === 0) return failure && <p className={styles.soft}>{failure}</p>;
  const { mean, deviation, count } = spreadOf(rated.map(({ figure }) => figure));
  const spread = count > 1 ? `, standard deviation ${spreadWords(study, deviation)}` : '';
  const figures = rated.map(({ trial, figure }) => ({
    figure,
    seed: trial.seed,
    label: `Seed ${trial.seed}: ${figureWords(objective, figure)}`,
  }));
  return (
    <section className={styles.section} aria-label="Result">
      <p className={styles.sentence}>
        Mean {figureWords(objective, mean)}
        {spread} over {counted(count, 'seed')}.
      </p>
      {failure && <p className={styles.soft}>{failure}</p>}
      <DotsChart title="Each run" objective={objective} rows={[{ name: '', figures, difference: null }]} />
    </section>
  );
}

const spreadWords = ({ objective }: Study, deviation: number): string =>
  objective === 'validationAccuracy' ? `${(100 * deviation).toFixed(2)} points` : figureWords(objective, deviation);

function Compared({ record }: { record: StudyRecord }) {
  const { study, trials } = record;
  const variants = comparedVariants(study, trials);
  const failures = variants.map(failureSentence).filter((sentence) => sentence !== null);
  const { objective } = study;
  const sentences = variants.map((variant) => differenceSentence(study, variant)).filter((sentence) => sentence !== null);
  const rows = variants.map(({ name, figures, difference }) => ({
    name,
    difference,
    figures: figures.map(({ seed, figure }) => ({ figure, seed, label: `${name}, seed ${seed}: ${figureWords(objective, figure)}` })),
  }));
  return (
    <section className={styles.section} aria-label="Result">
      {sentences.map((sentence) => (
        <p key={sentence} className={styles.sentence}>
          {sentence}
        </p>
      ))}
      {failures.map((sentence) => (
        <p key={sentence} className={styles.failure}>
          {sentence}
        </p>
      ))}
      {sentences.length === 0 && isLiving(record) && (
        <p className={styles.soft}>Differences are told once two seeds have finished for each variant.</p>
      )}
      {variants[0] && sentences.length > 0 && (
        <p className={styles.soft}>
          Compared with {variants[0].name}. 95% intervals of the paired differences (Student’s t)
          {variants.length > 2 ? ', made wider because there are several' : ''}. “Cannot be told from luck” does not mean that there is no
          difference: more seeds may show one.
        </p>
      )}
      <DotsChart title="Each run" objective={objective} rows={rows} />
    </section>
  );
}

function Searched({ record: { study, trials }, rated, ...table }: FindingsProps & { rated: readonly Rated[] }) {
  const [brushes, setBrushes] = useState<Brushes>({});
  const space = useMemo(() => spaceOf(study), [study]);
  const surrogate = useMemo(() => (study.method.kind === 'bayesian' ? surrogateOf(study, space, trials) : null), [study, space, trials]);
  const importance = useMemo(() => importanceOf(study, space, trials), [study, space, trials]);
  const axis = figureAxis(
    study.objective,
    rated.map(({ figure }) => figure),
  );
  const { parameters } = space;
  const chosen = brushed(brushes, axis, parameters, rated);
  const isBrushed = Object.keys(brushes).length > 0;
  const shown = isBrushed ? trials.filter((trial) => chosen.some((one) => one.trial === trial)) : trials;
  return (
    <>
      {rated.length > 0 && (
        <div className={styles.charts}>
          <ProgressChart objective={study.objective} trials={trials} />
          {importance ? (
            <ImportanceChart study={study} parameters={parameters} shares={importance} />
          ) : (
            <p className={styles.soft}>How much each setting matters is shown once {FEWEST_TRIALS} trials have a result.</p>
          )}
        </div>
      )}
      {rated.length > 1 && <ParallelChart {...{ study, parameters, rated, axis, brushes }} onBrushes={setBrushes} />}
      {rated.length > 0 && (
        <section className={styles.section} aria-label="Each setting">
          <div className={styles.charts}>
            {parameters.map((parameter) => (
              <ParameterChart key={parameter.address} {...{ study, parameter, rated, axis }} expected={surrogate?.(parameter) ?? null} />
            ))}
          </div>
          {surrogate && (
            <p className={styles.soft}>
              Line and band: what the Gaussian process expects (mean, and two standard deviations to each side), everything else as in the
              best trial.
            </p>
          )}
        </section>
      )}
      {rated.length > 1 && <MapChart {...{ study, parameters, rated, axis }} />}
      {isBrushed && (
        <p role="status" className={styles.soft}>
          {shown.length} of {trials.length} trials chosen above.
        </p>
      )}
      <TrialsTable study={study} trials={shown} {...table} />
    </>
  );
}
