import { useState } from 'react';
import type { Experiment } from '@/experiment/experiment';
import { figuresOf, type PublishedFigure, type PublishedPreset } from '@/experiment/presets/published';
import { settingRows } from '@/experiment/words/setting-rows';
import { Button } from '@/ui/button';
import { SelectField } from '@/ui/fields/select-field';
import { figureWords } from './figures';
import styles from './published.module.css';

interface ExperimentSheetProps {
  preset: PublishedPreset;
  onBack(): void;
  onUse(experiment: Experiment): void;
}

/** One published experiment: what it is, what it gave, and every setting with where it comes from. */
export function ExperimentSheet({ preset, onBack, onUse }: ExperimentSheetProps) {
  const [variant, setVariant] = useState(preset.variants[0]?.id ?? '');
  const form = preset.variants.find(({ id }) => id === variant);
  const experiment = form?.experiment ?? preset.experiment;
  return (
    <div className={styles.sheet}>
      <div className={styles.sheetHead}>
        {/* The button that was pressed is gone: the focus would fall out of what the dialog shows. */}
        <Button look="quiet" autoFocus onClick={onBack}>
          ‹ All experiments
        </Button>
        <h3>
          <code>{preset.id}</code> {preset.title}
        </h3>
        <p>{preset.help}</p>
      </div>
      <div className={styles.use}>
        {preset.variants.length > 0 && (
          <SelectField
            label="Form"
            value={variant}
            options={preset.variants.map(({ id, title }) => ({ value: id, label: title }))}
            onChange={setVariant}
          />
        )}
        <Button look="primary" onClick={() => onUse(experiment)}>
          Use this experiment
        </Button>
        <span className={styles.hint}>This replaces your current settings. You can undo it.</span>
      </div>
      <Figures figures={figuresOf(preset, form ?? null)} notes={preset.notes} />
      <Settings assumed={{ ...preset.assumed, ...form?.assumed }} experiment={experiment} />
    </div>
  );
}

function Figures({ figures, notes }: { figures: readonly PublishedFigure[]; notes: readonly string[] }) {
  return (
    <section className={styles.block} aria-label="What was published">
      <h4>What was published</h4>
      {figures.length > 0 && (
        <dl className={styles.figures}>
          {figures.map((figure) => (
            <div key={figure.label}>
              <dt>{figure.label}</dt>
              <dd>{figureWords(figure.value, figure)}</dd>
            </div>
          ))}
        </dl>
      )}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </section>
  );
}

function Settings({ assumed, experiment }: Pick<PublishedPreset, 'assumed' | 'experiment'>) {
  return (
    <section className={styles.block} aria-label="Settings">
      <h4>Settings</h4>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">Value</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {settingRows(experiment)
            .filter(({ key, value }) => assumed[key] !== undefined || !UNSAID.has(value))
            .map(({ key, label, value }) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                <td>{value}</td>
                <td>
                  {assumed[key] === undefined ? (
                    <span className={styles.reported}>report</span>
                  ) : (
                    <>
                      <span className={styles.assumed}>our assumption</span> {assumed[key]}
                    </>
                  )}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

/** What no report speaks of, since it is not there. */
const UNSAID: ReadonlySet<string> = new Set(['none', 'constant', 'all', '0%']);
