import { createStore } from 'zustand/vanilla';
import { defaultExperiment } from '@/experiment/defaults';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import { lastNetwork, rememberNetwork } from './last-network';
import { eraseLocal } from './local';
import { forgetForeignDesign, loadDesign, saveDesign } from './saved-design';
import { typedField } from './typed-field';

/** Steps that undo remembers. */
const HISTORY = 200;
/** What is typed into one field this fast is one step; whatever is chosen or pressed is a step of its own. */
const MERGE_MS = 800;

export interface DesignState {
  experiment: Experiment;
  past: Experiment[];
  future: Experiment[];
}

/** The design in work. Every change goes through `editDesign`, so that all of it can be undone. */
export const designStore = createStore<DesignState>(() => ({ experiment: loadDesign() ?? defaultExperiment(), past: [], future: [] }));

let lastEdit: { field: string | null; at: number } = { field: null, at: 0 };

/** Changes the design. What is typed into one field in quick succession is undone together; `kind` tells fields of one place in the design apart. */
export function editDesign(kind: string, change: (experiment: Experiment) => Experiment): void {
  const { experiment, past } = designStore.getState();
  const next = change(experiment);
  if (next === experiment) return;
  const place = typedField(experiment, next);
  const field = place && `${kind} ${place}`;
  const merge = field !== null && field === lastEdit.field && Date.now() - lastEdit.at < MERGE_MS && past.length > 0;
  lastEdit = { field, at: Date.now() };
  designStore.setState({ experiment: next, past: merge ? past : [...past, experiment].slice(-HISTORY), future: [] });
}

export function undo(): void {
  const { experiment, past, future } = designStore.getState();
  const before = past.at(-1);
  if (!before) return;
  lastEdit = { field: null, at: 0 };
  designStore.setState({ experiment: before, past: past.slice(0, -1), future: [experiment, ...future] });
}

export function redo(): void {
  const { experiment, past, future } = designStore.getState();
  const [after, ...rest] = future;
  if (!after) return;
  lastEdit = { field: null, at: 0 };
  designStore.setState({ experiment: after, past: [...past, experiment], future: rest });
}

designStore.subscribe(({ experiment }, before) => {
  if (experiment === before.experiment) return;
  // At once, so that closing the tab loses nothing.
  if (!isHalfTyped(experiment)) saveDesign(experiment);
  if (experiment.model.kind === 'classical' && before.experiment.model.kind === 'network') rememberNetwork(before.experiment.model);
});

/**
 * Whether an option of a classical model is no number just now. JSON would write "nothing", which is an answer of its own there (no maximum depth): such a
 * design is not saved before the number is whole again.
 */
const isHalfTyped = (experiment: Experiment): boolean => Object.values(classicalOf(experiment) ?? {}).some(Number.isNaN);

/** Takes the last network that the person had in place of a classical model; the default network where none is known. */
export function backToNetwork(): void {
  const model = lastNetwork() ?? defaultExperiment().model;
  editDesign('model', (design) => ({ ...design, name: '', model }));
}

/** Forgets everything that is saved in localStorage, and starts over. */
export function eraseDesign(): void {
  designStore.setState({ experiment: defaultExperiment(), past: [], future: [] });
  eraseLocal();
  forgetForeignDesign();
}
