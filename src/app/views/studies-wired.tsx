import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useLab } from '@/app/hooks/use-store';
import { epochKey } from '@/experiment/identity';
import { modelWords } from '@/experiment/words/model';
import { counted } from '@/experiment/words/numbers';
import { saveText } from '@/features/evaluation/save-text';
import { trialsCsv } from '@/features/studies/detail/trials-csv';
import { StudiesPanel, type StudiesPanelProps } from '@/features/studies/studies-panel';
import { isActive } from '@/run/reduce';
import { compareRuns } from '@/stores/comparison';
import { editDesign } from '@/stores/design';
import { lab } from '@/stores/lab/lab';
import { changeDraft, studyDraftStore } from '@/stores/study-draft/draft';
import { keepStudyDraft } from '@/stores/study-draft/saved';
import { experimentOf } from '@/study/next';
import { readTrials } from '@/study/read-trials';
import { useGoneRuns } from './use-gone-runs';
import type { ViewProps } from './view';

keepStudyDraft();

/** The studies, and the next one as it is set up. Asked for when the view is first shown. */
export function StudiesWired({ workbench, shown, onDesign }: ViewProps) {
  const draft = useStore(studyDraftStore);
  const studies = useLab((state) => state.studies);
  const activeStudy = useLab((state) => state.activeStudy);
  const opened = useLab((state) => state.backend !== null);
  const running = useLab((state) => isActive(state.run));
  const estimate = useLab((state) => state.estimate);
  const [chosenId, setChosenId] = useState<string | null>(activeStudy);
  useEffect(() => {
    if (shown) changeDraft({ tuning: true });
    // What cannot be read is told by the worker itself.
    if (shown && opened) lab.questions.studies().catch(() => undefined);
  }, [shown, opened]);
  // A study that begins is looked at.
  useEffect(() => {
    if (activeStudy !== null) setChosenId(activeStudy);
  }, [activeStudy]);
  // So is one that is set up elsewhere.
  useEffect(() => {
    if (draft.asked > 0) setChosenId(null);
  }, [draft.asked]);
  const chosen = (chosenId !== null && studies[chosenId]) || null;
  const gone = useGoneRuns(chosen, shown);
  const records = Object.values(studies).sort((a, b) => b.study.createdAt - a.study.createdAt);
  const { experiment, blocked } = workbench;
  const busy =
    activeStudy !== null ? 'Another study is going on. Pause it first.' : running ? 'A run is being trained. It goes first.' : null;
  const setup: StudiesPanelProps['setup'] = {
    base: experiment,
    draft,
    title: experiment.name || modelWords(experiment),
    blocked: busy ?? blocked,
    pace: estimate?.key === epochKey(experiment) ? estimate.value : null,
    onStart: (study) => lab.commands.startStudy(study),
    onSearch: ({ study: { base, ...rest } }) => {
      editDesign('experiment', () => base);
      changeDraft(rest);
    },
  };
  const detail: StudiesPanelProps['detail'] = (record) => {
    const { id } = record.study;
    const runIds = record.trials.flatMap(({ runId }) => (runId === null || gone.has(runId) ? [] : [runId]));
    return {
      record,
      gone,
      active: activeStudy === id,
      blocked: busy ?? (opened ? null : 'Starting …'),
      onPause: lab.commands.pauseStudy,
      onContinue: (budget) => lab.commands.continueStudy(id, budget),
      onEnd: () => lab.commands.endStudy(id),
      onDelete: () => {
        lab.commands.deleteStudy(id);
        setChosenId(null);
      },
      onCompare: runIds.length > 1 ? () => compareRuns(runIds) : null,
      onExport: () => saveText(trialsCsv(record), 'trials.csv', 'text/csv'),
      onExportSearch: async (target) => (await import('@/app/actions/save-search')).saveSearch(record.study, target),
      onAddResults: async (file) => {
        const read = readTrials(record.study, await file.text());
        if ('problem' in read) return read.problem;
        await lab.questions.addTrials(id, read.trials);
        return `${counted(read.trials.length, 'trial')} added.`;
      },
      onOpen: running
        ? null
        : (runId) => {
            lab.commands.openRun(runId);
            onDesign();
          },
      onUse: (trial) => {
        editDesign('run', () => experimentOf(record.study, trial));
        onDesign();
      },
    };
  };
  return <StudiesPanel records={records} chosen={chosen} onChoose={setChosenId} setup={setup} detail={detail} />;
}
