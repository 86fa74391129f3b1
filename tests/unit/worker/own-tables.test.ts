import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { FIRST_OPTIONS } from '@/dataset/opening/picture-options';
import { firstChoice, type TableChoice } from '@/dataset/opening/table/choice';
import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import { tableOf } from '@/experiment/data/datasets';
import { withDataset } from '@/experiment/data/on-dataset';
import { type OwnId, ownEntry } from '@/experiment/data/own';
import type { Experiment } from '@/experiment/experiment';
import { parseExperiment } from '@/experiment/schema';
import { loadOwn } from '@/storage/own/own-data';
import type { AppStorage } from '@/storage/types';
import type { GivenFile, TablePreview } from '@/worker/protocol';
import { ask, keptRun, stockedStorage, TestLaboratory, tinyExperiment } from './laboratory-fixture';

const given = (name: string, text: string): GivenFile => ({ path: name, file: new File([text], name) });

const COLORS = ['red', 'green', 'blue'];
/** A price that follows from size and color; some cells are missing. */
const HOUSES = given(
  'houses.csv',
  `size,color,price,kind\n${Array.from({ length: 60 }, (_, i) => {
    const size = (i * 17) % 50;
    return [i % 13 === 5 ? '' : size, COLORS[i % 3], 100 + 3 * size + 40 * (i % 3), size > 25 ? 'large' : 'small'].join(',');
  }).join('\n')}\n`,
);

function workbook(): GivenFile {
  const bytes = zipSync({ '[Content_Types].xml': new Uint8Array(3), 'xl/workbook.xml': new Uint8Array(9) });
  return { path: 'houses.xlsx', file: new File([bytes as Uint8Array<ArrayBuffer>], 'houses.xlsx') };
}

async function opened(storage?: AppStorage): Promise<TestLaboratory> {
  const laboratory = new TestLaboratory(storage ? { storage } : {});
  await laboratory.open();
  return laboratory;
}

async function preview(laboratory: TestLaboratory, files: readonly GivenFile[]): Promise<TablePreview> {
  const shown = await ask(laboratory, 'previewFiles', { files, pictures: FIRST_OPTIONS });
  if (shown.kind !== 'table') throw new Error('no table');
  return shown;
}

async function keep(laboratory: TestLaboratory, change: Partial<TableChoice> = {}, name = 'Houses'): Promise<OwnId> {
  const choice = { ...firstChoice(await preview(laboratory, [HOUSES])), ...change };
  const answer = await ask(laboratory, 'keepTable', { name, choice });
  if ('difference' in answer) throw new Error(answer.difference);
  return answer.dataset;
}

const PRICE = { uses: ['number', 'category', 'targetNumber', 'ignored'], unit: '€' } as const;

const on = (id: OwnId, change: (experiment: Experiment) => Experiment = (same) => same) =>
  change(withDataset(tinyExperiment({ epochs: 1 }), id));

describe("a person's own table", () => {
  it('is shown before anything is kept', async () => {
    const storage = await stockedStorage();
    const laboratory = await opened(storage);
    expect(await preview(laboratory, [HOUSES])).toMatchObject({
      name: 'houses',
      rows: 60,
      problem: null,
      columns: [{ missing: 5 }, {}, {}, {}],
    });
    expect(laboratory.of('openingProgress').at(-1)).toMatchObject({ of: 'bytes' });
    expect(await storage.filesNamed('entry')).toEqual([]);
  });

  it('becomes a data set that is stored, listed, and here again at the next visit', async () => {
    const storage = await stockedStorage();
    const laboratory = await opened(storage);
    const id = await keep(laboratory, PRICE);
    expect(laboratory.of('ownDatasets').at(-1)?.list).toMatchObject([
      { id, entry: { name: 'Houses', files: ['houses.csv'] }, bytes: 60 * 18 },
    ]);
    const kept = await loadOwn(storage, id);
    expect(kept?.table?.columns[0]).toHaveLength(60);
    expect([...(kept?.table?.target ?? [])].reduce((sum, price) => sum + price, 0)).toBe(100 * 60 + 3 * 1390 + 40 * 60);
    const visit = await opened(storage);
    await visit.send({ type: 'useDataset', dataset: id });
    expect(visit.of('dataset').at(-1)?.status).toMatchObject({ id, state: 'ready', trainCounts: [48], testCounts: [12] });
  });

  it('has an id that follows from its cells and what is made of them, whatever it is called', async () => {
    const laboratory = await opened();
    const id = await keep(laboratory, PRICE);
    expect(await keep(laboratory, { ...PRICE, unit: '$' }, 'Other')).toBe(id);
    expect(ownEntry(id)).toMatchObject({ name: 'Other', target: { unit: '$' } });
    const others = [];
    for (const change of [{ seed: 2 }, { testShare: 0.3 }, { missing: 'mostFrequent' }, { missing: 'drop' }] as const)
      others.push(await keep(laboratory, { ...PRICE, ...change }));
    expect(new Set([id, ...others]).size).toBe(5);
  });

  it('is kept only as the data set that is lacking, where one is, and says what it was made with', async () => {
    const storage = await stockedStorage();
    const laboratory = await opened(storage);
    const id = await keep(laboratory, { ...PRICE, missing: 'drop', seed: 3 });
    expect(ownEntry(id)).toMatchObject({ made: { testShare: 0.2, seed: 3, drop: true } });
    await laboratory.send({ type: 'eraseOwn', datasets: [id] });
    const again = async (seed: number) => {
      const choice = { ...firstChoice(await preview(laboratory, [HOUSES])), ...PRICE, missing: 'drop' as const, seed };
      return ask(laboratory, 'keepTable', { name: 'Houses', choice, only: id });
    };
    expect(await again(4)).toEqual({ difference: expect.stringMatching(/with other content.*the seed.*Nothing was kept/) });
    expect(await storage.filesNamed('entry')).toEqual([]);
    expect(await again(3)).toEqual({ dataset: id });
  });

  it.each(['mean', 'ridge', 'randomForestRegressor'] as const)('with a number to predict is learned by %s', async (kind) => {
    const storage = await stockedStorage();
    const laboratory = await opened(storage);
    const id = await keep(laboratory, PRICE);
    await laboratory.train(
      'a',
      on(id, (experiment) => ({ ...experiment, model: { kind: 'classical', classical: CLASSICAL_MODELS[kind].defaults } })),
    );
    await laboratory.untilStatus('finished');
    const run = await keptRun(storage, 'a');
    expect(run).toMatchObject({ datasetName: 'Houses', target: { name: 'price', unit: '€' } });
    expect(run.test?.count).toBe(12);
    expect(parseExperiment(JSON.parse(JSON.stringify(run.experiment)))).toEqual(run.experiment);
  });

  it('with a class to predict is learned by a network', async () => {
    const storage = await stockedStorage();
    const laboratory = await opened(storage);
    const id = await keep(laboratory, { uses: ['number', 'category', 'ignored', 'targetCategory'] });
    expect(tableOf(id)?.target).toMatchObject({ levels: ['large', 'small'] });
    await laboratory.train('a', on(id));
    await laboratory.untilStatus('finished');
    const run = await keptRun(storage, 'a');
    expect(run.classNames).toEqual(['large', 'small']);
    expect(run.test?.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(12);
  });

  it.each(['mostFrequent', 'logisticRegression', 'nearestNeighbours', 'decisionTree', 'randomForest'] as const)(
    'with a class to predict is learned by %s, which is here again after a reload',
    async (kind) => {
      const storage = await stockedStorage();
      const laboratory = await opened(storage);
      const id = await keep(laboratory, { uses: ['number', 'category', 'ignored', 'targetCategory'] });
      await laboratory.train(
        'a',
        on(id, (experiment) => ({ ...experiment, model: { kind: 'classical', classical: CLASSICAL_MODELS[kind].defaults } })),
      );
      await laboratory.untilStatus('finished');
      const run = await keptRun(storage, 'a');
      const right = run.test?.confusion.reduce((sum, row, k) => sum + (row[k] ?? 0), 0) ?? 0;
      // The class follows from the size alone, which is missing now and then.
      expect(right).toBeGreaterThanOrEqual(kind === 'mostFrequent' ? 6 : 9);
      const visit = await opened(storage);
      await visit.send({ type: 'useDataset', dataset: id });
      const predictions = await ask(visit, 'predictions', { set: 'test' });
      expect(predictions.probabilities).toHaveLength(24);
    },
  );

  it('that cannot be read in its format says so, and may be read in another', async () => {
    const laboratory = await opened();
    const file = given('a.csv', 'a,b;c\n1;2\n3;4\n');
    const first = await ask(laboratory, 'previewFiles', { files: [file], pictures: FIRST_OPTIONS, table: { separator: ',' } });
    expect(first).toMatchObject({ kind: 'table', columns: [], problem: 'Line 2 has 1 cell, but the header has 2.' });
    const again = await ask(laboratory, 'previewFiles', { files: null, pictures: FIRST_OPTIONS, table: { separator: ';' } });
    expect(again).toMatchObject({ kind: 'table', rows: 2, problem: null });
  });

  it.each([
    ['empty', [given('a.csv', '')], '“a.csv” is empty (0 bytes).'],
    ['a PDF', [given('a.csv', '%PDF-1.7 and more')], '“a.csv” is a PDF document.'],
    ['a workbook', [workbook()], 'This is an Excel workbook. Save its sheet as a CSV file, and open that.'],
    ['one of two', [given('a.csv', 'a,b\n1,2'), given('b.tsv', 'a\tb\n1\t2')], 'These are 2 tables: “a.csv”, “b.tsv”. Open one of them.'],
    ['too large', [{ path: 'a.csv', file: { name: 'a.csv', size: 4 * 2 ** 30 } as File }], /^“a.csv” has 4\.\d GB, and at most/],
  ])('is refused where the file is %s, and nothing is kept', async (_, files, message) => {
    const storage = await stockedStorage();
    const laboratory = await opened(storage);
    await expect(ask(laboratory, 'previewFiles', { files, pictures: FIRST_OPTIONS })).rejects.toThrow(message);
    await expect(ask(laboratory, 'keepTable', { name: 'x', choice: firstChoice({ columns: [] }) })).rejects.toThrow('Open the files again');
    expect(await storage.filesNamed('entry')).toEqual([]);
  });

  it('is not read on once the dialog closes, and cannot be used without a target', async () => {
    const laboratory = await opened();
    const reading = preview(laboratory, [HOUSES]);
    await laboratory.send({ type: 'closeFiles' });
    await expect(reading).rejects.toThrow('Opening was canceled.');
    await expect(keep(laboratory, { uses: ['number', 'category', 'number', 'ignored'] })).rejects.toThrow(
      'Choose the column to be predicted',
    );
  });
});
