import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PUBLISHED_MANIFESTS } from '@/dataset/manifest';
import { type DownloadProgress, ProgressMeter } from '@/storage/progress';

const FASHION_MNIST = PUBLISHED_MANIFESTS['fashion-mnist'];
const [file] = FASHION_MNIST.files as [(typeof FASHION_MNIST.files)[number]];

let reports: DownloadProgress[] = [];
let meter: ProgressMeter;

beforeEach(() => {
  vi.useFakeTimers();
  reports = [];
  meter = new ProgressMeter(
    FASHION_MNIST,
    (progress) => reports.push(progress),
    () => Date.now(),
  );
  meter.begin(file, 'here');
  reports = [];
  vi.advanceTimersByTime(100);
});
afterEach(() => void vi.useRealTimers());

const received = () => reports.map(({ receivedBytes }) => receivedBytes);

test('bytes that come fast are told ten times a second, and the last of them too where nothing follows', () => {
  for (let bytes = 1; bytes <= 5; bytes++) meter.bytes(file, 'here', bytes);
  expect(received()).toEqual([1]);
  vi.advanceTimersByTime(100);
  expect(received()).toEqual([1, 5]);
});

test('what comes late enough is told at once, and only once', () => {
  meter.bytes(file, 'here', 1);
  meter.bytes(file, 'here', 2);
  vi.advanceTimersByTime(99);
  meter.note(file, 'here', 2, 'checking');
  vi.advanceTimersByTime(1000);
  meter.bytes(file, 'here', 3);
  vi.advanceTimersByTime(1000);
  expect(received()).toEqual([1, 2, 3]);
});

test('after the end of an attempt nothing of it is told any more', () => {
  meter.bytes(file, 'here', 1);
  meter.bytes(file, 'here', 2);
  meter.end();
  vi.advanceTimersByTime(1000);
  expect(received()).toEqual([1]);
});

test('an attempt is told before its first byte', () => {
  meter.begin(file, 'there');
  expect(reports).toEqual([
    expect.objectContaining({ source: 'there', receivedBytes: 0, bytesPerSecond: 0, note: 'waiting for an answer' }),
  ]);
});
