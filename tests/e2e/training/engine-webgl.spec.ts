import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { SELDOM } from '@tests/e2e/support/seldom';
import type { Answer, CheckName } from '@tests/engine/webgl/checks';
import { build, type PreviewServer, preview } from 'vite';

/** The WebGL engine in a real worker of a real browser, against the cpu engine beside it. */

const configFile = fileURLToPath(new URL('../../engine/webgl/vite.config.ts', import.meta.url));
let server: PreviewServer;

test.describe.configure({ mode: 'default' });

test.beforeAll(async () => {
  await build({ configFile, logLevel: 'error' });
  server = await preview({ configFile, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } });
});

test.afterAll(async () => {
  await server.close();
});

async function check<N extends CheckName>(page: Page, name: N): Promise<Answer<N>> {
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  return (await page.evaluate((which) => window.check(which), name)) as Answer<N>;
}

/** Distances between what the two engines computed; the cpu engine computes in 64 bits and rounds to 32. */
function expectAgreement({ info, distances }: Answer<'layers'>, tolerance = 1e-4): void {
  expect(info.id).toBe('webgl');
  for (const [name, distance] of Object.entries(distances)) expect(distance, name).toBeLessThan(tolerance);
}

test('ten steps of every optimizer agree with the cpu engine', async ({ page }) => {
  expectAgreement(await check(page, 'optimizers'));
});

test('every loss, with class weights and without, agrees with the cpu engine', async ({ page }) => {
  expectAgreement(await check(page, 'losses'), 1e-5);
  expectAgreement(await check(page, 'classWeights'), 1e-5);
});

test('images of any height, width and channels, and rows of any number of columns, agree with the cpu engine', async ({ page }) => {
  expectAgreement(await check(page, 'shapes'));
});

test('clipped gradients agree with the cpu engine', async ({ page }) => {
  expectAgreement(await check(page, 'clipping'), 1e-5);
});

test('images given with a batch train as if they were stored', { tag: SELDOM }, async ({ page }) => {
  expectAgreement(await check(page, 'images'), 1e-5);
  expect(await check(page, 'imagesLikeStored')).toBe(true);
});

test('a squared error, class weights, images of a batch and weight decay take no draw more', async ({ page }) => {
  const { plain, adam, ...others } = await check(page, 'trainingDraws');
  expect(others).toEqual({ meanSquaredError: plain, classWeights: plain, images: plain, adamw: adam, nadam: adam });
});

test('every layer and activation agrees with the cpu engine', async ({ page }) => {
  expectAgreement(await check(page, 'layers'));
});

test('recurrent layers agree with the cpu engine, with activations of every kind', async ({ page }) => {
  expectAgreement(await check(page, 'recurrent'), 1e-5);
});

test('depthwise and separable convolutions, means over maps and reshapes agree with the cpu engine', async ({ page }) => {
  expectAgreement(await check(page, 'convolutions'), 1e-5);
});

test('color images of any size train as on the cpu engine', async ({ page }) => {
  expectAgreement(await check(page, 'color'), 1e-5);
});

test('what layers make of an image, and how an output follows from it, agrees with the cpu engine', async ({ page }) => {
  const shown = await check(page, 'inspection');
  expectAgreement(shown);
  expect(Object.keys(shown.distances)).toHaveLength(17);
  expect(shown.left).toBe(0);
});

test('the gradient of the loss by the weights agrees with the cpu engine', async ({ page }) => {
  const shown = await check(page, 'backpropagation');
  expectAgreement(shown);
  // Two are moving moments, and empty.
  expect(Object.values(shown.distances).filter((distance) => distance > 0).length).toBeGreaterThan(4);
  expect(shown.left).toBe(0);
});

test('a step over 28 rows takes a few draws a row', async ({ page }) => {
  const draws = await check(page, 'recurrentDraws');
  test.info().annotations.push({ type: 'draws', description: JSON.stringify(draws) });
  expect(draws.simpleRnn).toBeLessThanOrEqual(28 * 12);
  expect(draws.lstm).toBeLessThanOrEqual(28 * 14);
  expect(draws.gru).toBeLessThanOrEqual(28 * 24);
});

test('a small CNN takes at most 100 draws a step', async ({ page }) => {
  const { m2, m2x } = await check(page, 'draws');
  test.info().annotations.push({ type: 'draws', description: `M2 ${m2}, M2x ${m2x}` });
  expect(m2).toBeLessThanOrEqual(100);
  // With batch norm, dropout and L2 besides; plain fit issues 336 for M2 alone.
  expect(m2x).toBeLessThanOrEqual(200);
});

test('no tensor is left behind', { tag: SELDOM }, async ({ page }) => {
  for (const { before, after, disposed } of [
    ...(await check(page, 'leaks')),
    ...(await check(page, 'trainingLeaks')),
    ...(await check(page, 'layerLeaks')),
  ]) {
    expect(after).toBe(before);
    expect(disposed).toBe(0);
  }
});

test('presets stay finite on 16-bit textures, with an epsilon that is told', async ({ page }) => {
  const { info, results } = await check(page, 'float16');
  expect(info.float16).toBe(true);
  for (const [name, { losses, notes, effective }] of Object.entries(results)) {
    expect(losses.every(Number.isFinite), name).toBe(true);
    expect(effective).toEqual({ epsilon: 1e-4 });
    expect(notes[0]).toContain('epsilon');
  }
});

test('every optimizer stays finite on 16-bit textures, clipped', { tag: SELDOM }, async ({ page }) => {
  const { info, results } = await check(page, 'float16Training');
  expect(info.float16).toBe(true);
  for (const [name, losses] of Object.entries(results)) expect(losses.length === 10 && losses.every(Number.isFinite), name).toBe(true);
});

test('a lost context is told, and ends what waits for it', async ({ page }) => {
  expect(await check(page, 'contextLoss')).toEqual({ told: 1, read: 'context-lost', step: 'context-lost' });
});

test('images that do not fit on the card go up batch by batch', async ({ page }) => {
  const { same, first, expected } = await check(page, 'batchUploads');
  expect(same).toBe(true);
  expect(first).toBeCloseTo(expected, 5);
});
