import { describe, expect, it } from 'vitest';
import { createRunLocks } from '@/worker/resources/run-locks';

const never = new Promise<never>(() => undefined);

describe('locks of runs', () => {
  it('that nobody answers for count as free, within a second of the patience', async () => {
    const locks = createRunLocks({ request: () => never, query: () => never } as unknown as LockManager);
    const began = performance.now();
    expect(await locks.take('a', 100)).toBeTypeOf('function');
    expect(await locks.steal('a')).toBeTypeOf('function');
    expect(await locks.survey()).toEqual({ trained: [], shown: [] });
    expect(performance.now() - began).toBeLessThan(4000);
  });

  it('that the browser denies count as free', async () => {
    const deny = () => Promise.reject(new DOMException('no storage, no locks', 'SecurityError'));
    const locks = createRunLocks({ request: deny, query: deny } as unknown as LockManager);
    expect(await locks.take('a', 100)).toBeTypeOf('function');
    expect(await locks.steal('a')).toBeTypeOf('function');
    expect(await locks.survey()).toEqual({ trained: [], shown: [] });
  });

  it('name what is trained and what is shown, of all that a site holds', async () => {
    const held = [{ name: 'atelier run a' }, { name: 'atelier shows b' }, { name: 'another app' }];
    const locks = createRunLocks({ query: async () => ({ held }) } as unknown as LockManager);
    expect(await locks.survey()).toEqual({ trained: ['a'], shown: ['b'] });
  });

  it('are not there on plain HTTP: every run is free', async () => {
    expect(await createRunLocks(undefined).take('a', 0)).toBeTypeOf('function');
  });
});
