import { batchAt, experimentOf, layer, randomData } from '@tests/engine/support/networks';
import { expect, test } from 'vitest';
import { EngineError } from '@/engine/engine';
import { createTfjsEngine } from '@/engine/tfjs';
import { asEngineError } from '@/engine/tfjs/errors';
import { inferenceChunk, passSizes } from '@/engine/tfjs/inference';
import { textureProblems } from '@/engine/tfjs/texture-limits';
import { withoutLeak } from './expecting';

test('without OffscreenCanvas it runs on the CPU, and says why', async () => {
  const { info } = await createTfjsEngine();
  expect(info).toMatchObject({ id: 'cpu', label: 'CPU (TensorFlow.js)', hardware: false, float16: false, maxTextureSize: null });
  expect(info.reason).toContain('no WebGL');
});

test('names the layer and the limit that a network breaks', () => {
  const wide = experimentOf([layer('flatten'), layer('dense', { units: 20_000 }), layer('dense', { units: 20_000 })]);
  expect(textureProblems(wide, 16_384)).toEqual([
    'Dense (20000 · relu): its 400,000,000 weights need a texture of 20,000 × 20,000; this graphics card allows 16,384 × 16,384.',
  ]);
  const deep = experimentOf([layer('conv2d', { filters: 512 })], { batchSize: 512 });
  expect(textureProblems(deep, 8192)[0]).toContain('for a batch of 512');
  expect(textureProblems(experimentOf([layer('flatten')]), 4096)).toEqual([]);
});

test('counts what a layer works out before its output', () => {
  const rows = experimentOf([layer('reshape', { targetShape: [28, 28] }), layer('lstm', { units: 1024 })], { batchSize: 1024 });
  expect(textureProblems(rows, 8192)[0]).toContain('its gates of 117,440,512 numbers for a batch of 1024');
  expect(textureProblems(rows, 16_384)).toEqual([]);
  expect(inferenceChunk(rows)).toBe(128);
  const many = experimentOf([layer('separableConv2d', { filters: 1, depthMultiplier: 256 }), layer('flatten')], { batchSize: 512 });
  expect(textureProblems(many, 8192)[0]).toContain('its filtered map of 102,760,448 numbers');
});

test('errors carry a code', () => {
  expect(asEngineError(new RangeError('Array buffer allocation failed')).code).toBe('out-of-memory');
  expect(asEngineError(new Error('WebGL context was lost')).code).toBe('context-lost');
  expect(asEngineError('else')).toMatchObject({ code: 'engine', message: 'else' });
  const ours = new EngineError('context-lost', 'gone');
  expect(asEngineError(ours)).toBe(ours);
});

test('inference takes few sizes, and less at a time where a layer is large', () => {
  expect(passSizes(0, 256)).toEqual([]);
  expect(passSizes(1, 256)).toEqual([1]);
  expect(passSizes(700, 256)).toEqual([256, 256, 256]);
  expect(passSizes(517, 256)).toEqual([256, 256, 8]);
  expect(inferenceChunk(experimentOf([layer('conv2d', { filters: 32 })]))).toBe(256);
  expect(inferenceChunk(experimentOf([layer('conv2d', { filters: 512 })]))).toBe(32);
});

test('logits do not depend on how the images are cut into passes', async () => {
  await withoutLeak(async () => {
    const data = randomData(300);
    const engine = await createTfjsEngine({ prefer: 'cpu' });
    const network = await engine.compile(experimentOf([layer('flatten')]), data);
    const all = await network.logits(batchAt(0, 300, 300));
    expect(all.length).toBe(3000);
    expect(all.slice(2990)).toEqual(await network.logits(Uint32Array.of(299)));
    expect(await network.logits(new Uint32Array(0))).toEqual(new Float32Array(0));
    expect(await network.logitsOf(data.pixels.subarray(0, 784 * 3))).toEqual(all.slice(0, 30));
    expect(await network.penalty()).toBe(0);
    expect(await network.readSteps()).toEqual({ losses: new Float32Array(0), correct: new Float32Array(0) });
    network.dispose();
  });
});
