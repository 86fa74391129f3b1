import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { io, setBackend, tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';
import { withLayers } from '@tests/support/runs';
import type { TinyDataset } from '@tests/support/tiny-dataset';
import { unzipSync } from 'fflate';
import * as ort from 'onnxruntime-web';
import { layersModelFile } from '@/exchange/models/layers-model';
import { onnxFile } from '@/exchange/models/onnx';
import { taskClassNames } from '@/experiment/data/classes';
import { weightSpecs } from '@/experiment/network/describe';
import { sizeOf } from '@/experiment/network/shape';

const TEST_IMAGES = 60;

test.use({ engine: 'wasm', tinyOptions: { train: 200, test: TEST_IMAGES } });

/** Presses a button that saves something, and gives what was saved. */
async function saved(page: Page, press: () => Promise<void>): Promise<Uint8Array> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return new Uint8Array(await readFile(await download.path()));
}

/** The page's probabilities of every test image, from the report. */
async function pageProbabilities(page: Page): Promise<number[]> {
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  const button = page.getByRole('button', { name: 'Export predictions' });
  await expect(button).toBeVisible();
  const set = page.getByRole('radio', { name: 'Test', exact: true });
  if ((await set.count()) > 0) await set.first().check();
  const csv = new TextDecoder().decode(await saved(page, () => button.click()));
  const [head = '', ...lines] = csv.trim().split(/\r?\n/);
  const first = head.split(',').length - 10;
  expect(lines).toHaveLength(TEST_IMAGES);
  return lines.flatMap((line) => line.split(',').slice(first).map(Number));
}

/** The test images as a model takes them. */
function testPixels(tiny: TinyDataset): Float32Array {
  const images = tiny.inflated.get('t10k-images-idx3-ubyte.gz')?.subarray(16) ?? Buffer.alloc(0);
  return Float32Array.from(images, (byte) => byte / 255);
}

async function onnxProbabilities(onnx: Uint8Array, pixels: Float32Array): Promise<Float32Array> {
  ort.env.logLevel = 'error';
  const session = await ort.InferenceSession.create(onnx);
  const { probabilities } = await session.run({ pixels: new ort.Tensor('float32', pixels, [TEST_IMAGES, 28, 28, 1]) });
  return probabilities?.data as Float32Array;
}

async function layersModelProbabilities(zip: Uint8Array, pixels: Float32Array): Promise<ArrayLike<number>> {
  await setBackend('cpu');
  const files = unzipSync(zip);
  const json = JSON.parse(new TextDecoder().decode(files['model.json']));
  const weightData = (files['weights.bin'] ?? new Uint8Array()).slice().buffer;
  const artifacts = { modelTopology: json.modelTopology, weightSpecs: json.weightsManifest[0].weights, weightData };
  const model = await loadLayersModel(io.fromMemory(artifacts));
  return (model.predict(tensor(pixels, [TEST_IMAGES, 28, 28, 1])) as ReturnType<typeof tensor>).dataSync();
}

function expectSame(wanted: ArrayLike<number>, given: ArrayLike<number>): void {
  expect(given).toHaveLength(10 * TEST_IMAGES);
  const gaps = Array.from(wanted, (value, i) => Math.abs(value - (given[i] ?? Number.NaN)));
  expect(Math.max(...gaps)).toBeLessThan(1e-4);
}

test('an exported model gives the page’s probabilities in TensorFlow.js and in an ONNX runtime', async ({
  atelier,
  page,
  server,
  tiny,
}) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ epochs: 1 });
  const wanted = await pageProbabilities(page);
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const runs = atelier.region('Runs');
  await runs.getByRole('rowheader').locator('[aria-expanded]').first().click();
  const exported = async (item: string) => {
    await runs.getByRole('button', { name: 'Export model' }).click();
    return saved(page, () => runs.getByRole('button', { name: item, exact: true }).click());
  };
  const pixels = testPixels(tiny);
  expectSame(wanted, await layersModelProbabilities(await exported('TensorFlow.js'), pixels));
  expectSame(wanted, await onnxProbabilities(await exported('ONNX'), pixels));
  expect(Object.keys(unzipSync(await exported('Weights (.npz)')))[0]).toBe('w000.npy');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('a model from a file is asked and trained on; a damaged one changes nothing', async ({ atelier, page, server, tiny }) => {
    const experiment = withLayers(['flatten'], ['dense', { units: 8 }]);
    const weights = weightSpecs(experiment).map(({ shape }) => Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(i + 1) / 4));
    const model = { experiment, weights, classNames: taskClassNames(experiment.data), input: { offset: 0, factor: 1 / 255 } };
    const [onnx, zip] = [onnxFile(model), layersModelFile(model)];
    if (!('bytes' in onnx && 'bytes' in zip)) throw new Error('not written');
    await atelier.open(server.url);
    await page.getByRole('button', { name: 'Runs', exact: true }).click();
    const runs = atelier.region('Runs');
    const open = (name: string, bytes: Uint8Array) =>
      runs.getByLabel('Runs and models').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
    const said = runs.getByRole('status').first();
    await open('mine.onnx', onnx.bytes.subarray(0, 5000));
    await expect(said).toHaveText(/^mine: This .*Nothing was changed\.$/);
    await open('mine.onnx', onnx.bytes);
    await expect(said).toHaveText(/^Opened mine with 2 layers\./);
    await open('ours.zip', zip.bytes);
    await expect(said).toHaveText(/^Opened ours with 2 layers\./);
    expect(await findings(page)).toEqual([]);
    expectSame(await onnxProbabilities(onnx.bytes, testPixels(tiny)), await pageProbabilities(page));
    await page.getByRole('button', { name: 'Continue for 5 epochs' }).click();
    await expect(page.getByText('Finished 5 epochs', { exact: true })).toBeVisible({ timeout: 60_000 });
  });
});
