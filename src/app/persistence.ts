import { isActive } from '@/run/reduce';
import { requestPersistence } from '@/storage/persist';
import { lab } from '@/stores/lab/lab';

/** Asks the browser, once there is a run worth keeping, not to evict what is stored. Some browsers ask the person, so not before. */
export function persistOnFirstRun(): void {
  const stop = lab.store.subscribe(({ run }) => {
    if (!isActive(run)) return;
    stop();
    requestPersistence().then((persisted) => lab.store.setState(({ storage }) => ({ storage: storage && { ...storage, persisted } })));
  });
}
