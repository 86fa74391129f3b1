import { describe, expect, it } from 'vitest';
import { taskClassNames, taskIssues } from '@/experiment/data/classes';
import { targetCounts } from '@/experiment/data/split-counts';
import { defaultExperiment } from '@/experiment/defaults';
import { parseExperiment } from '@/experiment/schema';
import { shortClassName } from '@/experiment/words/class-names';
import { settingRows } from '@/experiment/words/setting-rows';
import { predictionsCsv } from '@/metrics/predictions-csv';
import { classificationReport } from '@/metrics/report';
import { reportCsv, reportText } from '@/metrics/report-text';

/** What every object has, whoever made it. */
const NAMES = ['__proto__', 'constructor', 'toString'];

const base = defaultExperiment();
const experiment = {
  ...base,
  data: { ...base.data, task: { kind: 'groups' as const, groups: NAMES.map((name, i) => ({ name, classes: [i] })) } },
};

describe('groups named like what every object has', () => {
  it('keep their names, counts and settings', () => {
    expect(NAMES.map(shortClassName)).toEqual(NAMES);
    expect(taskIssues(experiment.data)).toEqual([]);
    expect(taskClassNames(experiment.data)).toEqual(NAMES);
    expect(targetCounts(experiment.data, [5, 6, 7])).toEqual([5, 6, 7]);
    expect(settingRows(experiment).find(({ key }) => key === 'data.task')?.value).toBe('__proto__ (0) · constructor (1) · toString (2)');
  });

  it('survive a reload', () => {
    expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
  });

  it('stand in every export', () => {
    const report = classificationReport(
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      NAMES,
    );
    const predictions = { indices: [0], trainCount: 1, targets: [0], probabilities: Float32Array.of(1, 0, 0) };
    const csv = predictionsCsv(predictions, NAMES, () => [1]);
    for (const name of NAMES) {
      expect(reportText(report)).toContain(` ${name} `);
      expect(reportCsv(report)).toContain(`\r\n${name},1,1,1,1`);
      expect(csv).toContain(`p_${name}`);
    }
    expect(csv).toContain('train,0,__proto__,constructor,1,0,0');
  });
});
