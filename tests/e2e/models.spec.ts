import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { io, setBackend, tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { type Atelier, expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';
import { unzipSync } from 'fflate';
import * as ort from 'onnxruntime-web';

const TEST_IMAGES = 60;

test.use({ engine: 'wasm', tinyOptions: { train: 200, test: TEST_IMAGES } });

/** Presses a button that saves something, and gives what was saved. */
async function saved(page: Page, press: () => Promise<void>): Promise<Uint8Array> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return new Uint8Array(await readFile(await download.path()));
}

/** The page's probabilities of every test image, from the report. */
async function pageProbabilities({ page }: Pick<Atelier, 'page'>): Promise<number[][]> {
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  const button = page.getByRole('button', { name: 'Export predictions' });
  await expect(button).toBeVisible();
  const set = page.getByRole('radio', { name: 'Test', exact: true });
  if ((await set.count()) > 0) await set.first().check();
  const csv = new TextDecoder().decode(await saved(page, () => button.click()));
  const [head = '', ...lines] = csv.trim().split(/\r?\n/);
  const first = head.split(',').length - 10;
  expect(lines).toHaveLength(TEST_IMAGES);
  return lines.map((line) => line.split(',').slice(first).map(Number));
}

async function openRow(runs: Locator): Promise<void> {
  await runs.getByRole('row').nth(1).getByRole('button').first().click();
}

function expectSame(wanted: number[][], flat: ArrayLike<number>): void {
  const gaps = wanted.flat().map((value, i) => Math.abs(value - (flat[i] ?? Number.NaN)));
  expect(flat).toHaveLength(10 * TEST_IMAGES);
  expect(Math.max(...gaps)).toBeLessThan(1e-4);
}

test('a trained model gives the page’s probabilities elsewhere, and comes back to be asked and trained on', async ({
  atelier,
  page,
  server,
  tiny,
  browser,
}) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ preset: 'Small CNN', epochs: 1 });
  const wanted = await pageProbabilities(atelier);
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const runs = atelier.region('Runs');
  await openRow(runs);
  const exported = async (item: string) => {
    await runs.getByRole('button', { name: 'Export model' }).click();
    return saved(page, () => runs.getByRole('button', { name: item, exact: true }).click());
  };
  const [zip, onnx, npz] = [await exported('TensorFlow.js'), await exported('ONNX'), await exported('Weights (.npz)')];
  const images = tiny.inflated.get('t10k-images-idx3-ubyte.gz')?.subarray(16) ?? Buffer.alloc(0);
  const pixels = Float32Array.from(images, (byte) => byte / 255);

  ort.env.logLevel = 'error';
  const session = await ort.InferenceSession.create(onnx);
  const answer = await session.run({ pixels: new ort.Tensor('float32', pixels, [TEST_IMAGES, 28, 28, 1]) });
  expectSame(wanted, answer.probabilities?.data as Float32Array);

  await setBackend('cpu');
  const files = unzipSync(zip);
  const json = JSON.parse(new TextDecoder().decode(files['model.json']));
  const weightData = (files['weights.bin'] ?? new Uint8Array()).slice().buffer;
  const model = await loadLayersModel(
    io.fromMemory({ modelTopology: json.modelTopology, weightSpecs: json.weightsManifest[0].weights, weightData }),
  );
  const predicted = model.predict(tensor(pixels, [TEST_IMAGES, 28, 28, 1])) as ReturnType<typeof tensor>;
  expectSame(wanted, predicted.dataSync());
  expect(Object.keys(unzipSync(npz))[0]).toBe('w000.npy');

  const friend = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await friend.addInitScript(() => localStorage.setItem('atelier.preferences', JSON.stringify({ engine: 'wasm' })));
  await friend.goto(server.url);
  await friend.getByRole('button', { name: 'Runs', exact: true }).click();
  const theirs = friend.getByRole('region', { name: 'Runs', exact: true });
  const open = (name: string, bytes: Uint8Array) =>
    theirs.getByLabel('Runs and models').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  await open('garments.onnx', onnx.slice(0, 5000));
  await expect(theirs.getByRole('status').first()).toHaveText(/^garments: This .*Nothing was changed\.$/);
  await open('garments.onnx', onnx);
  await expect(theirs.getByRole('status').first()).toHaveText(/^Opened garments with \d layers\./);
  await open('model.zip', zip);
  await expect(theirs.getByRole('status').first()).toHaveText(/^Opened model with \d layers\./);
  expect(await findings(friend)).toEqual([]);
  expectSame(wanted, (await pageProbabilities({ page: friend })).flat());
  await friend.getByRole('button', { name: /^Continue for \d+ epochs?$/ }).click();
  await expect(friend.getByText(/^Finished 5 epochs$/)).toBeVisible({ timeout: 90_000 });
  await friend.close();
});
