import { datasetInfo } from '@/experiment/data/datasets';
import { labelsOf } from '@/experiment/data/labels';
import { splitCounts } from '@/experiment/data/split-counts';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { settingIssues } from '@/experiment/setting-issues';
import { unwrittenSteps } from './data/augmentation';

/** Why no library can be given an Experiment, in words; empty where nothing stands in the way. */
export function refusalsOf(experiment: Experiment): string[] {
  if (classicalOf(experiment)) {
    return ['Only neural networks can be exported as code. This design has a classical model; scikit-learn has it under the same name.'];
  }
  const issues = [...planOf(experiment).issues, ...settingIssues(experiment)].filter((issue) => issue.severity === 'error');
  return [
    ...datasetRefusals(experiment),
    ...stepRefusals(experiment),
    ...drawingRefusals(experiment),
    ...issues.map((issue) => issue.message),
  ];
}

const stepRefusals = ({ data }: Experiment): string[] =>
  [...new Set(unwrittenSteps(data))].map(
    (title) =>
      `The change “${title}” is computed by Atelier itself and cannot be made in Python. Remove it under Augmentation, or switch “Ready for drawings” off.`,
  );

const drawingRefusals = ({ data }: Experiment): string[] =>
  data.drawings ? ['Your own drawings cannot be exported as code. Remove them under “Drawings to learn from” in Data.'] : [];

function datasetRefusals({ data }: Experiment): string[] {
  const { name, origin, table } = datasetInfo(data.dataset);
  if (origin.kind !== 'generated' || table) return [];
  return [
    `The images of “${name}” are drawn by Atelier itself and cannot be made in Python. Fashion-MNIST has the same classes and sizes.`,
  ];
}

/** Whether images are held out, of the data set as it is published. */
export function splitHasValidation({ data }: Experiment): boolean {
  const { counts } = datasetInfo(data.dataset);
  const labels = labelsOf(data);
  const even = (count: number) => labels.map(() => count / labels.length);
  return splitCounts(data, even(counts.train), even(counts.test)).validation > 0;
}
