import { expect, it } from 'vitest';
import type { WorkerClient } from '@/worker/client/worker-client';
import type { CommandHandlers } from '@/worker/commands';
import type { Answers } from '@/worker/protocol';
import type { QuestionHandlers } from '@/worker/questions';

/** Checked by the compiler: each expected error is one that `npm run types` would miss if a handler of the wrong type compiled. */
const wrong = () => {
  // @ts-expect-error an estimate is no list of runs
  const runs: QuestionHandlers['runs'] = async () => ({
    msPerStep: 1,
    secondsAtStart: 1,
    secondsPerEpoch: 1,
    secondsAtEnd: 1,
    engines: [],
  });
  // @ts-expect-error a command has no answer
  const pause: CommandHandlers['pause'] = () => 5;
  // @ts-expect-error a table that leaves a question out
  const table: QuestionHandlers = { images: async () => [] };
  return [runs, pause, table];
};

const typed = (client: WorkerClient): Promise<Answers['runs']> => client.ask({ type: 'runs' });
// @ts-expect-error a question without what it needs
const incomplete = (client: WorkerClient) => client.ask({ type: 'estimate' });
// @ts-expect-error the page's side has the type of the answer as well
const mistaken = (client: WorkerClient): Promise<Answers['images']> => client.ask({ type: 'runs' });

it('gives questions and answers types that belong together', () => {
  expect([wrong, typed, incomplete, mistaken].every((check) => typeof check === 'function')).toBe(true);
});
