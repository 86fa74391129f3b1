import { toStorageError } from '@/storage/errors';
import type { Services } from './services';

/** How long other tabs may take to end what they are doing. What is slower than that is refused by storage from then on. */
const OTHERS_MS = 4000;
const LOOK_MS = 100;

/** Erases everything that is stored, in all tabs. What is active ends first: it would save itself again after the erasing. */
export async function eraseEverything({ context, runner, studies, inTurn }: Services): Promise<void> {
  const { runStore, datasets, tabs, outbox } = context;
  const { storage } = runStore;
  const { problem } = storage;
  // What is stored on this computer cannot be reached; only what this tab holds in memory could be erased.
  if (problem && problem.code !== 'unavailable') throw new Error(`Nothing was erased. ${problem.message}`);
  // A newer version may have taken the database since: that is said before anything is stopped.
  await storage.listRuns().catch((error: unknown) => {
    throw new Error(`Nothing was erased. ${toStorageError(error).message}`);
  });
  tabs.send({ type: 'erasing' });
  studies.pause();
  runner.stop();
  datasets.cancel();
  await inTurn(async () => {
    // A run that waited for its turn has started since.
    runner.stop();
    await Promise.all([runner.idle(), studies.idle(), datasets.idle()]);
    await othersIdle(context);
    await storage.eraseEverything();
  });
  tabs.send({ type: 'erased' });
  outbox.send({ type: 'erased', elsewhere: false });
}

async function othersIdle({ locks, now }: Services['context']): Promise<void> {
  const began = now();
  while ((await locks.survey()).trained.length > 0 && now() - began < OTHERS_MS)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}
