import { useMemo } from 'react';
import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import { type DatasetId, datasetInfo, STAND_IN_DATASET } from '@/experiment/data/datasets';
import { itemName } from '@/experiment/data/labels';
import { onDataset } from '@/experiment/data/on-dataset';
import { splitCounts } from '@/experiment/data/split-counts';
import { classicalOf, dataOf, type Experiment, layersOf } from '@/experiment/experiment';
import { computesTheSame } from '@/experiment/identity';
import { planOf } from '@/experiment/network/describe';
import { applyMend } from '@/experiment/network/edits';
import { kindOf } from '@/experiment/network/kinds';
import type { NetworkPlan } from '@/experiment/network/plan';
import { OUTPUT_ID } from '@/experiment/network/types';
import type { SettingIssue } from '@/experiment/setting-issue';
import { settingIssues } from '@/experiment/setting-issues';
import { isActive } from '@/run/reduce';
import type { Run } from '@/run/types';
import { editDesign } from '@/stores/design';
import { datasetInUse } from '@/stores/lab/dataset-in-use';
import type { DatasetStatus } from '@/stores/types';
import { useDesign, useLab } from './use-store';

/** The design, worked out once for all panels. */
export interface Workbench {
  experiment: Experiment;
  /** Means nothing where the model is a classical one. */
  network: NetworkPlan;
  /** Errors and warnings of the settings. */
  issues: SettingIssue[];
  split: { train: number; validation: number; test: number };
  /** Why Train cannot be pressed; `null` where it can. */
  blocked: string | null;
  /** What removes that reason with one click, where the network itself is wrong and knows how. */
  mend: { label: string; apply(): void } | null;
  /** What Train will train on where that is not what the design asks for; `null` where it is. */
  standIn: string | null;
  /** It cannot be pressed yet: nothing is wrong. */
  waiting: boolean;
  /** The design is no longer what the run on show was trained with. */
  changed: boolean;
  running: boolean;
}

/** Counts of a data set that was not looked at yet. */
const NO_COUNTS: number[] = [];

export function useWorkbench(): Workbench {
  const wanted = useDesign((design) => design.experiment);
  const datasets = useLab((lab) => lab.datasets);
  const run = useLab((lab) => lab.run);
  const gaveUp = useLab((lab) => lab.gaveUp);
  const opened = useLab((lab) => lab.backend !== null);
  const inUse = datasetInUse(wanted.data.dataset, datasets);
  const experiment = useMemo(() => ({ ...wanted, data: onDataset(wanted.data, inUse) }), [wanted, inUse]);
  const network = useMemo(() => planOf(experiment), [experiment]);
  const { state, trainCounts = NO_COUNTS, testCounts = NO_COUNTS } = datasets[inUse] ?? {};
  const issues = useMemo(
    () => settingIssues(experiment, state === 'ready' ? { train: trainCounts, test: testCounts } : undefined),
    [experiment, state, trainCounts, testCounts],
  );
  const split = useMemo(() => splitCounts(dataOf(experiment), trainCounts, testCounts), [experiment, trainCounts, testCounts]);
  const running = isActive(run);
  const wrong = gaveUp ?? reasonAgainst(experiment, network, issues);
  const wait = opened ? waitWords(experiment, state) : 'Starting …';
  const blocked = wrong ?? wait;
  const waiting = wrong === null;
  const mendable = gaveUp === null && classicalOf(experiment) === null;
  const mend = useMemo(() => (mendable ? mendFor(network) : null), [mendable, network]);
  const asked = wanted.data.dataset;
  const standIn = inUse === asked ? null : standInWords(asked, datasets[asked]?.state === 'failed');
  const changed = run !== null && isChanged(experiment, run);
  // The same object while nothing in it changes: a run tells something four times a second, and no panel is drawn for what it does not show.
  return useMemo(
    () => ({ experiment, network, issues, split, blocked, mend, standIn, waiting, running, changed }),
    [experiment, network, issues, split, blocked, mend, standIn, waiting, running, changed],
  );
}

/** Said before Train is pressed: a score on another data set says nothing about the one that was asked for. */
function standInWords(wanted: DatasetId, failed: boolean): string {
  const why = failed ? 'could not be downloaded' : 'is not downloaded yet';
  return `Will train on the ${datasetInfo(STAND_IN_DATASET).name.toLowerCase()}: ${datasetInfo(wanted).name} ${why}.`;
}

/** Why nothing can be trained yet on the data set in use; `null` where it is here. */
function waitWords({ data }: Experiment, state: DatasetStatus['state'] | undefined): string | null {
  if (state === 'ready') return null;
  return state === 'failed' ? missingWords(data.dataset) : `Loading ${itemName(data)}s …`;
}

/** Where nothing stands in. */
const missingWords = (dataset: DatasetId): string =>
  `${datasetInfo(dataset).name} is not on this computer. Open its files in the Data panel.`;

/** The first thing that stands in the way of training, in words. */
function reasonAgainst(experiment: Experiment, network: NetworkPlan, settings: SettingIssue[]): string | null {
  const classical = classicalOf(experiment);
  const wrong = !classical && network.issues.find((issue) => issue.severity === 'error');
  if (wrong) return `${nameOf(network, wrong.layer)}: ${wrong.message}`;
  const setting = settings.find((issue) => issue.severity === 'error');
  if (!setting) return null;
  return classical && setting.field.startsWith('classical.')
    ? `${CLASSICAL_MODELS[classical.kind].title}: ${setting.message}`
    : setting.message;
}

/** The mend of the first error of the stack, which is the one that `reasonAgainst` names. */
function mendFor(network: NetworkPlan): Workbench['mend'] {
  const issue = network.issues.find(({ severity }) => severity === 'error');
  if (!issue?.mend) return null;
  const apply = () =>
    editDesign('stack', (design) => ({ ...design, model: { kind: 'network', layers: applyMend(layersOf(design), issue) } }));
  return { label: issue.mend.label, apply };
}

function nameOf(network: NetworkPlan, id: string): string {
  const entry = network.layers.find(({ layer }) => layer.id === id);
  return id === OUTPUT_ID || !entry ? 'Output' : kindOf(entry.layer).title;
}

/** Compares what would be run with what was run; epochs and learning rate with those in force, since they may change on the way. */
function isChanged(experiment: Experiment, run: Run): boolean {
  if (classicalOf(experiment) || classicalOf(run.experiment)) return !computesTheSame(experiment, run.experiment);
  const { training } = run.experiment;
  const asRun = { ...run.experiment, training: { ...training, learningRate: run.learningRate, epochs: run.epochs } };
  const epochs = experiment.training.epochs === training.epochs ? run.epochs : experiment.training.epochs;
  return !computesTheSame({ ...experiment, training: { ...experiment.training, epochs } }, asRun);
}
