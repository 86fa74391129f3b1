import { classicalOf, type Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { settingIssues } from '@/experiment/setting-issues';

/**
 * What in an Experiment from outside lies beyond every range that the page can set, in words: wrong options and sizes that no tab can hold. A stack whose
 * layers do not fit together is not meant: it may be shared to be mended.
 */
export function rangeProblems(experiment: Experiment): string[] {
  const settings = settingIssues(experiment).filter(({ severity }) => severity === 'error');
  if (classicalOf(experiment)) return settings.map(({ message }) => message);
  const { issues, layers } = planOf(experiment);
  const fits = layers.every(({ outputShape }) => outputShape !== null);
  const network = issues.filter(({ severity, field }) => severity === 'error' && (field !== undefined || fits));
  return [...network, ...settings].map(({ message }) => message);
}
