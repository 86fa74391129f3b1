import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StandIn } from '@/stores/lab/stand-in';
import type { DatasetStatus } from '@/worker/protocol';

const ask = vi.fn();
let standIn: StandIn;
const fashion = (state: DatasetStatus['state']) => standIn.follow({ id: 'fashion-mnist', state, download: null });

beforeEach(() => {
  vi.useFakeTimers();
  ask.mockReset();
  standIn = new StandIn(ask);
});
afterEach(() => {
  vi.useRealTimers();
});

it('is not asked for where the images are kept here, or arrive soon', () => {
  fashion('loading');
  vi.advanceTimersByTime(5000);
  fashion('downloading');
  vi.advanceTimersByTime(1000);
  fashion('ready');
  vi.advanceTimersByTime(10_000);
  expect(ask).not.toHaveBeenCalled();
});

it('is asked for once while a download takes its time, however often that tells how far it is', () => {
  for (let second = 0; second < 10; second++) {
    fashion('downloading');
    vi.advanceTimersByTime(1000);
  }
  expect(ask).toHaveBeenCalledTimes(1);
  fashion('failed');
  expect(ask).toHaveBeenCalledTimes(1);
});

it('is asked for at once where nothing can be had, and again of the next worker', () => {
  fashion('downloading');
  fashion('failed');
  expect(ask).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(10_000);
  expect(ask).toHaveBeenCalledTimes(1);
  standIn.reset();
  fashion('failed');
  expect(ask).toHaveBeenCalledTimes(2);
});

it('is asked for where what is kept cannot be read for long', () => {
  fashion('loading');
  vi.advanceTimersByTime(10_000);
  expect(ask).toHaveBeenCalledTimes(1);
});

it('is asked for at once, and once, where the first attempt of a download has failed', () => {
  const download = { file: 'a', source: 'b', receivedBytes: 0, totalBytes: 9, bytesPerSecond: 0, note: '' };
  const attempt = (faltering: boolean) =>
    standIn.follow({ id: 'fashion-mnist', state: 'downloading', download: { ...download, faltering } });
  attempt(false);
  expect(ask).not.toHaveBeenCalled();
  attempt(true);
  attempt(true);
  expect(ask).toHaveBeenCalledTimes(1);
});

it('does not come from a download of the worker before', () => {
  fashion('downloading');
  standIn.reset();
  vi.advanceTimersByTime(10_000);
  expect(ask).not.toHaveBeenCalled();
});

it('follows nothing of itself', () => {
  standIn.follow({ id: 'builtin-garments', state: 'failed', download: null });
  expect(ask).not.toHaveBeenCalled();
});
