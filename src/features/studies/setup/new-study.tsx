import { useId, useMemo } from 'react';
import { classicalEntry } from '@/experiment/classical/models';
import { itemName } from '@/experiment/data/labels';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import { changeDraft, closeSetting, type StudyDraft, setDomain } from '@/stores/study-draft/draft';
import { chooseMethod, tuneSetting } from '@/stores/study-draft/edits';
import { METHOD_KINDS, METHODS, type Method, methodEntry } from '@/study/methods';
import { NEVER_TEST, OBJECTIVES, objectivesFor } from '@/study/objective';
import { checkStudy, type StudyIssue } from '@/study/plan';
import type { PublishedSearch } from '@/study/published';
import { experimentSpace, openParameters } from '@/study/space/experiment-space';
import type { Parameter } from '@/study/space/search-space';
import type { Study } from '@/study/study';
import type { Objective } from '@/study/trial';
import { Button } from '@/ui/button';
import { Choice } from '@/ui/fields/choice';
import { NumberField } from '@/ui/fields/number-field';
import { SelectField } from '@/ui/fields/select-field';
import { AddSetting } from './add-setting';
import { ParameterRow } from './parameter-row';
import { PublishedSearches } from './published-searches';
import styles from './setup.module.css';
import { type Pace, SpaceFacts } from './space-facts';

export interface NewStudyProps {
  /** The design. */
  base: Experiment;
  draft: StudyDraft;
  /** What the design is called. */
  title: string;
  /** Why nothing can be started now; `null` where it can. */
  blocked: string | null;
  pace: Pace | null;
  onStart(study: Study): void;
  /** Makes a published search the design and what is set up. */
  onSearch(search: PublishedSearch): void;
}

const METHOD_OPTIONS = METHOD_KINDS.map((kind) => ({ value: kind, label: METHODS[kind].title, help: METHODS[kind].help }));

/** What a classical model is called whose options are tuned: none of their values in its name. */
function openModel(base: Experiment, tuned: readonly Parameter[]): string | null {
  const model = classicalOf(base);
  return model && tuned.some(({ address }) => address.startsWith('classical.')) ? classicalEntry(model, itemName(base.data)).title : null;
}

/** Sets up a study of the design as it stands. */
export function NewStudy({ base, draft, title, blocked, pace, onStart, onSearch }: NewStudyProps) {
  const { method, budget, seed } = draft;
  const objectives = objectivesFor(base);
  const objective = objectives.includes(draft.objective) ? draft.objective : objectives[0];
  const entry = methodEntry(method);
  const tuned = useMemo(() => (entry.needsSpace ? openParameters(base, draft.parameters) : []), [base, draft.parameters, entry.needsSpace]);
  // Kept while a budget or a seed is typed: what a space was asked, it remembers.
  const space = useMemo(() => experimentSpace(base, tuned), [base, tuned]);
  const study = useMemo<Study>(() => {
    const designs = tuned.find((parameter) => parameter.designs)?.domain;
    const about = designs?.kind === 'list' ? designs.values.join(', ') : (openModel(base, tuned) ?? title);
    const name = `${METHODS[method.kind].title}: ${about}`.slice(0, 80);
    return { id: '', name, createdAt: 0, base, parameters: tuned, method, objective, budget, seed };
  }, [base, tuned, method, objective, budget, seed, title]);
  const { issues, trials } = useMemo(() => checkStudy(study, space), [study, space]);
  const problem = issues[0]?.message ?? null;
  const errorAt = (place: StudyIssue['place']) => issues.find((issue) => issue.place === place)?.message;
  // Not `disabled`: a button that has the focus would lose it.
  const halted = problem ?? blocked;
  const haltedId = useId();
  const start = () => onStart({ ...study, id: crypto.randomUUID(), createdAt: Date.now() });
  return (
    <div className={styles.setup}>
      <section className={styles.part} aria-label="Method">
        <Choice name="Method" value={method.kind} options={METHOD_OPTIONS} onChange={chooseMethod} />
        <p className={styles.soft}>{entry.help}</p>
      </section>
      {entry.needsSpace && (
        <section className={styles.part} aria-label="Tuned settings">
          <h3>Tuned settings</h3>
          {draft.parameters.length === 0 ? (
            <p className={styles.soft}>
              None yet. Press “Tune this” beside a setting of the design, or choose one here. All others stay as they are.
            </p>
          ) : (
            <ul className={styles.parameters}>
              {draft.parameters.map((parameter) => (
                <ParameterRow
                  key={parameter.address}
                  base={base}
                  parameter={parameter}
                  isLeftOut={!tuned.includes(parameter)}
                  onDomain={(domain) => setDomain(parameter.address, domain)}
                  onClose={() => closeSetting(parameter.address)}
                />
              ))}
            </ul>
          )}
          <AddSetting base={base} parameters={draft.parameters} onAdd={tuneSetting} />
        </section>
      )}
      <section className={styles.fields} aria-label="Objective and budget">
        <SelectField
          label="Objective"
          help={`${OBJECTIVES[objective].help} ${NEVER_TEST}`}
          value={objective}
          options={objectives.map((value) => ({ value, label: OBJECTIVES[value].title }))}
          onChange={(value) => changeDraft({ objective: value as Objective })}
        />
        <NumberField
          label={entry.budgetLabel}
          value={budget}
          min={1}
          error={errorAt('budget')}
          onChange={(value) => changeDraft({ budget: value ?? Number.NaN })}
        />
        {entry.fields.map((field) => (
          <NumberField
            key={field.name}
            label={field.label}
            help={field.help}
            value={method[field.name as keyof Method] as unknown as number}
            error={errorAt(`method.${field.name}`)}
            onChange={(value) => changeDraft({ method: { ...method, [field.name]: value ?? Number.NaN } })}
          />
        ))}
        <NumberField
          label="Study seed"
          help="Decides which values are drawn. The same seed gives the same trials."
          value={seed}
          min={0}
          error={errorAt('seed')}
          onChange={(value) => changeDraft({ seed: value ?? Number.NaN })}
        />
      </section>
      <p className={styles.soft}>{NEVER_TEST}</p>
      {problem === null && trials !== null && <SpaceFacts study={study} space={space} trials={trials} pace={pace} />}
      <div className={styles.start}>
        <Button
          look="primary"
          aria-disabled={halted !== null || undefined}
          aria-describedby={halted === null ? undefined : haltedId}
          onClick={() => halted === null && start()}
        >
          Start study
        </Button>
        {halted !== null && (
          <p id={haltedId} role="status">
            {halted}
          </p>
        )}
      </div>
      <PublishedSearches onSearch={onSearch} />
    </div>
  );
}
