import { changedKept, type KeptDrawing, readKept } from '@/dataset/drawing/kept';
import { toStorageError } from '@/storage/errors';
import type { RunsStorage } from '@/storage/types';

const SETTING = 'drawings';

/** The drawings that a person keeps, among the small values of storage: erased with everything else. */
export class Drawings {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly storage: Pick<RunsStorage, 'loadSetting' | 'saveSetting'>) {}

  async list(): Promise<KeptDrawing[]> {
    return readKept(await this.storage.loadSetting(SETTING));
  }

  /** Puts drawings in and takes others out, one change after the other; the answer is the new list. Rejects with words for people. */
  change(put: readonly KeptDrawing[], remove: readonly string[]): Promise<KeptDrawing[]> {
    const next = this.last.then(async () => {
      const list = changedKept(await this.list(), put, remove);
      await this.storage.saveSetting(SETTING, list).catch((error: unknown) => {
        throw new Error(`The drawing was not saved. ${toStorageError(error).message}`);
      });
      return list;
    });
    this.last = next.catch(() => undefined);
    return next;
  }
}
