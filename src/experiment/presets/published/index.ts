import type { Experiment } from '@/experiment/experiment';
import { REPORT_A } from './report-a';
import { REPORT_B } from './report-b';
import { REPORT_C } from './report-c';
import { REPORT_D } from './report-d';
import { REPORT_E } from './report-e';
import { REPORT_E_TABLE } from './report-e-table';
import type { PublishedFigure, PublishedForm, PublishedPreset, ReportId } from './types';

export type { FigureOf, PublishedFigure, PublishedForm, PublishedPreset, ReportId } from './types';

/** What each report is about, in the order of the list. */
export const REPORTS: Record<ReportId, string> = {
  A: 'Dense networks only',
  B: 'Tuned MLP and CNN, with augmentation',
  C: 'Three groups of garments',
  D: 'Two garments, from scratch',
  E: 'Softmax, CNN and others, all images pooled',
};

/** The published experiments, in the reports' order. */
export const PUBLISHED: readonly PublishedPreset[] = [...REPORT_A, ...REPORT_B, ...REPORT_C, ...REPORT_D, ...REPORT_E, REPORT_E_TABLE];

/** What a report prints of an experiment in one of its forms; `null` where it has only itself. */
export const figuresOf = ({ figures }: PublishedPreset, form: PublishedForm | null): readonly PublishedFigure[] => form?.figures ?? figures;

/** The published experiment, in any of its forms, that an Experiment carries the name of. */
export const presetOf = ({ name }: Pick<Experiment, 'name'>): PublishedPreset | undefined =>
  PUBLISHED.find(({ experiment, variants }) =>
    [experiment, ...variants.map((variant) => variant.experiment)].some((form) => form.name === name),
  );
