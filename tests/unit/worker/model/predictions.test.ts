import { describe, expect, it } from 'vitest';
import { confusionMatrix } from '@/metrics/confusion';
import { argmaxRows } from '@/metrics/probabilities';
import type { EvaluationSet } from '@/run/types';
import type { Message, SetPredictions } from '@/worker/protocol';
import { IdleQueue } from '@/worker/run/idle-queue';
import { keptRun, stockedStorage, TestLaboratory, tinyExperiment } from '../laboratory-fixture';

/** What the worker says to one question: its answer, or why there is none. */
async function ask(laboratory: TestLaboratory, set: EvaluationSet, request = 1): Promise<SetPredictions | string> {
  await laboratory.send({ type: 'predictions', set, request });
  const mine = (message: Message) => 'request' in message && message.request === request;
  const reply = laboratory.messages.find(mine);
  if (reply?.type === 'refusal') return reply.problem.message;
  if (reply?.type !== 'answer' || !('targets' in reply.answer) || !('set' in reply.answer)) throw new Error('no predictions');
  return reply.answer;
}

const countOf = (answer: SetPredictions | string): number[][] => {
  if (typeof answer === 'string') throw new Error(answer);
  const classes = answer.classNames.length;
  return confusionMatrix(answer.targets, argmaxRows(answer.probabilities, classes), classes);
};

describe('the predictions of a whole set', () => {
  it('count up to the evaluation that the run kept, on both sets, also after a reload', async () => {
    const storage = await stockedStorage();
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    await laboratory.train('a');
    await laboratory.untilStatus('finished');
    const run = await keptRun(storage, 'a');
    const answers = [await ask(laboratory, 'validation', 1), await ask(laboratory, 'test', 2)];
    expect(answers.map(countOf)).toEqual([run.validation?.confusion, run.test?.confusion]);
    expect(answers[1]).toMatchObject({ set: 'test', epoch: 4, step: 24, classNames: run.classNames });

    const next = new TestLaboratory({ storage });
    await next.open();
    expect(await ask(next, 'test', 3)).toBe('The images of Fashion-MNIST are not here yet.');
    await next.send({ type: 'useDataset', dataset: 'fashion-mnist' });
    expect(await ask(next, 'test', 4)).toEqual(answers[1]);
  });

  it('are refused in words where nothing is trained, and where nothing is held out', async () => {
    const laboratory = new TestLaboratory({ storage: await stockedStorage() });
    await laboratory.open();
    expect(await ask(laboratory, 'test', 1)).toBe('No trained network is here yet. Press Train first.');
    const experiment = tinyExperiment({ epochs: 1 });
    experiment.data.split = { kind: 'official', validationShare: 0, stratified: true, validationIsTest: false };
    await laboratory.train('a', experiment);
    await laboratory.untilStatus('finished');
    expect(await ask(laboratory, 'validation', 2)).toBe('This run has no validation images.');
  });

  it('wait for a rest of a run under way, and change nothing of it, paused or not', async () => {
    const straight = new TestLaboratory({ storage: await stockedStorage() });
    await straight.open();
    await straight.train('a', tinyExperiment({ epochs: 30 }));
    await straight.untilStatus('finished');

    let asked = false;
    let disturbed = 0;
    const laboratory = new TestLaboratory({
      storage: await stockedStorage(),
      wrap: (network) => ({
        trainStep: (...step) => {
          if (asked) disturbed++;
          network.trainStep(...step);
        },
        readSteps: () => network.readSteps(),
        logits: (indices) => network.logits(indices),
        logitsOf: async (images) => {
          // Samples are eight images; more is a set. A step that came in the middle would be noticed.
          asked = images.length > 8 * 784;
          await new Promise((resolve) => setTimeout(resolve, asked ? 20 : 0));
          const logits = await network.logitsOf(images);
          asked = false;
          return logits;
        },
        inspect: (images, output) => network.inspect(images, output),
        backpropagate: (images, targets) => network.backpropagate(images, targets),
        weights: () => network.weights(),
        penalty: () => network.penalty(),
        getState: () => network.getState(),
        setState: (state) => network.setState(state),
        memory: () => network.memory(),
        dispose: () => network.dispose(),
      }),
    });
    await laboratory.open();
    await laboratory.train('a', tinyExperiment({ epochs: 30 }));
    await laboratory.until((news) => news.type === 'epoch');
    const running = await ask(laboratory, 'validation', 1);
    await laboratory.send({ type: 'pause' });
    await laboratory.untilStatus('paused');
    const paused = [ask(laboratory, 'test', 2), laboratory.send({ type: 'resume' })] as const;
    expect(
      countOf(await paused[0])
        .flat()
        .reduce((a, b) => a + b),
    ).toBe(40);
    await laboratory.untilStatus('finished');
    expect(
      countOf(running)
        .flat()
        .reduce((a, b) => a + b),
    ).toBe(10);
    expect(disturbed).toBe(0);
    expect(laboratory.losses()).toEqual(straight.losses());
  });
});

describe('a rest', () => {
  it('answers at the next one, one after the other, and at once while nothing is under way', async () => {
    const rest = new IdleQueue();
    const done: string[] = [];
    const work = (name: string) => async () => {
      await Promise.resolve();
      done.push(name);
      return name;
    };
    const first = [rest.ask(work('a')), rest.ask(work('b'))];
    await Promise.resolve();
    expect(done).toEqual([]);
    await rest.serve();
    expect(await Promise.all(first)).toEqual(['a', 'b']);
    await expect(Promise.all([rest.ask(() => Promise.reject(new Error('no'))), rest.serve()])).rejects.toThrow('no');
    rest.open();
    expect(await rest.ask(work('c'))).toBe('c');
  });
});
