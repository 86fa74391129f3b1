import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eraseLocal, localStore, readLocal, removeLocal, writeLocal } from '@/stores/local';

/** A Storage as pages have it: keys are its own enumerable properties. `refuse` is thrown at each write. */
function storageOf(refuse: Error | null = null): Storage {
  const methods = {
    getItem(this: Record<string, string>, key: string) {
      return this[key] ?? null;
    },
    setItem(this: Record<string, string>, key: string, text: string) {
      if (refuse) throw refuse;
      this[key] = text;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  };
  return Object.create(methods) as Storage;
}

beforeEach(() => {
  vi.stubGlobal('localStorage', storageOf());
  vi.stubGlobal('sessionStorage', storageOf());
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStore.setState({ problem: null });
});

test('what is written is read, each lifetime for itself', () => {
  writeLocal('design', { a: [1] });
  writeLocal('design', 'of this visit', 'visit');
  expect(readLocal('design')).toEqual({ a: [1] });
  expect(readLocal('design', 'visit')).toBe('of this visit');
  removeLocal('design', 'visit');
  expect([readLocal('design'), readLocal('design', 'visit')]).toEqual([{ a: [1] }, null]);
});

test('erasing takes our keys and leaves those of other apps on the same host', () => {
  localStorage.setItem('other-app', 'kept');
  localStorage.setItem('atelierish', 'kept');
  writeLocal('design', 1);
  writeLocal('reloaded', true, 'visit');
  eraseLocal();
  expect(Object.keys(localStorage)).toEqual(['other-app', 'atelierish']);
  expect(Object.keys(sessionStorage)).toEqual([]);
});

test('what is no JSON counts as nothing', () => {
  localStorage.setItem('atelier.design', '{');
  expect(readLocal('design')).toBeNull();
});

test.each([
  ['full', new DOMException('no room', 'QuotaExceededError')],
  ['denied', new DOMException('no', 'SecurityError')],
] as const)('a %s storage is told, and is well again once something could be written', (problem, refuse) => {
  vi.stubGlobal('localStorage', storageOf(refuse));
  writeLocal('design', 1);
  expect(localStore.getState().problem).toBe(problem);
  vi.stubGlobal('localStorage', storageOf());
  writeLocal('design', 1);
  expect(localStore.getState().problem).toBeNull();
});

test('a small value that finds room does not hide that a large one found none', () => {
  vi.stubGlobal('localStorage', storageOf(new DOMException('no room', 'QuotaExceededError')));
  writeLocal('design', 1);
  vi.stubGlobal('localStorage', storageOf());
  writeLocal('preferences', 1);
  expect(localStore.getState().problem).toBe('full');
  writeLocal('design', 1);
  expect(localStore.getState().problem).toBeNull();
});

test('a browser that denies the word alone is told as soon as something is read', () => {
  vi.stubGlobal('localStorage', undefined);
  expect(readLocal('design')).toBeNull();
  expect(localStore.getState().problem).toBe('denied');
  vi.stubGlobal('localStorage', storageOf());
  writeLocal('design', 1);
  expect(localStore.getState().problem).toBeNull();
});
