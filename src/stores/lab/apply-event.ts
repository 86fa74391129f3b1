import type { RunEvent, RunNews } from '@/run/events';
import { isActive, reduceRun } from '@/run/reduce';
import type { Intervention } from '@/run/types';
import type { StudyRecord } from '@/study/study';
import type { ClientNews } from '@/worker/client/worker-client';
import type { Opened, Problem } from '@/worker/protocol';
import type { LabState } from './lab-state';

/** Problems shown at once; older ones have been seen. */
const MAX_PROBLEMS = 3;

/** The lab after one message of the worker or its keeper. Pure, but for the run's history, which grows in place. */
export function applyNews(lab: LabState, news: ClientNews, now: number): LabState {
  switch (news.type) {
    case 'opened':
      return opened(lab, news);
    case 'backend':
      return { ...lab, backend: news.backend };
    case 'storage':
      return { ...lab, storage: news.storage };
    case 'storageAnswers':
      return { ...lab, problems: lab.problems.filter(({ code }) => code !== 'storage-silent') };
    case 'dataset':
      return { ...lab, datasets: { ...lab.datasets, [news.status.id]: news.status } };
    case 'ownDatasets':
      return { ...lab, own: news.list };
    case 'openingProgress':
      return { ...lab, openingProgress: { done: news.done, total: news.total, of: news.of } };
    case 'ownEntry':
      // Its entry is in force already; a new object has those who show it look again.
      return { ...lab, datasets: { ...lab.datasets } };
    case 'elsewhere':
      return { ...lab, elsewhere: news.run };
    case 'run':
      return applyRun(lab, news.event, now);
    case 'study':
      return withStudy(lab, news.record);
    case 'network':
      return { ...lab, networkReady: news.ready, networkAge: lab.networkAge + 1 };
    case 'problem':
      return { ...lab, problems: withProblem(lab.problems, news.problem), restarting: null };
    case 'restarting':
      return { ...interrupt(lab, news.runId), restarting: news.reason, networkReady: false };
    case 'gaveUp':
      return { ...interrupt(lab, null), gaveUp: news.reason, restarting: null, networkReady: false };
    case 'heartbeat':
    case 'answer':
    case 'refusal':
    case 'erased':
      return lab;
  }
}

function withStudy(lab: LabState, record: StudyRecord): LabState {
  const { id } = record.study;
  const activeStudy = record.status === 'running' ? id : lab.activeStudy === id ? null : lab.activeStudy;
  return { ...lab, studies: { ...lab.studies, [id]: record }, activeStudy };
}

/** What is on the page already is not said twice: a disk that hangs says so at every save. */
function withProblem(problems: readonly Problem[], problem: Problem): Problem[] {
  const others = problems.filter(({ title, message }) => title !== problem.title || message !== problem.message);
  return [...others, problem].slice(-MAX_PROBLEMS);
}

/** After a restart in the middle of a run, the page's own run is newer than the stored one; it is continued, not replaced. */
function opened(lab: LabState, { backend, storage, lastRun, previousRun, hasWeights, elsewhere, interrupted }: Opened): LabState {
  const runs = lab.run ? {} : { run: lastRun, previous: previousRun, hasWeights };
  // A run that goes on is being prepared anew; until then it can be neither paused nor stopped.
  const restarting = isActive(lab.run) ? lab.restarting : null;
  // What an earlier worker could answer, and which images it had, the new one cannot and has not yet; it says so when it can.
  return { ...lab, ...runs, backend, storage, elsewhere, interrupted, restarting, networkReady: false, datasets: {} };
}

/** The worker is gone, and only the run `goesOn` is taken up again by the next one. */
function interrupt(lab: LabState, goesOn: string | null): LabState {
  const { run } = lab;
  return run && isActive(run) && run.id !== goesOn
    ? { ...lab, run: { ...run, status: 'interrupted' }, fitting: null, evaluating: null }
    : lab;
}

/** With these a set's answers are there, or the network learns on. A pause waits until they are. */
const ENDS_EVALUATING = new Set<RunNews['type']>(['steps', 'epoch', 'evaluation', 'rewound']);

function applyRun(lab: LabState, { runId, news }: RunEvent, now: number): LabState {
  if (news.type === 'opened') return openRun(lab, news.run);
  if (lab.run?.id !== runId) return lab;
  if (news.type === 'progress') return { ...lab, progress: news };
  if (news.type === 'evaluating') return { ...lab, evaluating: news };
  if (news.type === 'fitting') return { ...lab, fitting: news };
  if (news.type === 'weights') return { ...lab, hasWeights: news.kept };
  if (news.type === 'samples') return { ...lab, samples: news.samples };
  const run = reduceRun(lab.run, news, now);
  const grown = news.type === 'steps' ? { revision: lab.revision + 1, networkAge: lab.networkAge + 1 } : {};
  const recovered = news.type === 'intervention' ? recoveryOf(lab, news.intervention) : {};
  const evaluating = ENDS_EVALUATING.has(news.type) || !isActive(run) ? null : lab.evaluating;
  return { ...lab, ...grown, ...recovered, fitting: isActive(run) ? lab.fitting : null, evaluating, run };
}

/** What is said of a restart: what was taken up, and by which engine, where that is another one. */
function recoveryOf({ run }: LabState, { what, note }: Intervention): Pick<LabState, 'recovered'> | Record<never, never> {
  if (what === 'recovered') return { recovered: note };
  const last = run?.interventions.at(-1);
  return what === 'engine' && last?.what === 'recovered' ? { recovered: `${last.note}. ${note}` } : {};
}

/** A new run pushes the last one back into the ghost; a continued run takes its own place. */
function openRun(lab: LabState, run: LabState['run'] & object): LabState {
  const ghost = lab.run && lab.run.id !== run.id && lab.run.history.losses.length > 0 ? lab.run : lab.previous;
  const continued = lab.run?.id === run.id;
  return {
    ...lab,
    run,
    hasWeights: true,
    restarting: null,
    discarded: null,
    elsewhere: lab.elsewhere?.id === run.id ? null : lab.elsewhere,
    interrupted: lab.interrupted.filter(({ id }) => id !== run.id),
    previous: ghost,
    progress: null,
    fitting: null,
    evaluating: null,
    samples: continued ? lab.samples : null,
    revision: lab.revision + 1,
  };
}
