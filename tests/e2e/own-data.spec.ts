import { expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';
import { drop } from '@tests/e2e/support/drop';
import { stroke, type XY } from '@tests/e2e/support/pad';
import { tinyDataset } from '@tests/support/tiny-dataset';
import { zipSync } from 'fflate';
import { encodePng } from '@/dataset/drawing/png';

test.use({ engine: 'wasm' });

test("MNIST's four files are dropped, trained on, and here again after a reload", async ({ atelier, page, server }) => {
  await atelier.open(server.url);
  const { inflated, packed } = tinyDataset({ train: 200, test: 50, seed: 7 });
  // Two as they are published, two unpacked, as browsers like to do.
  const files = [...packed].map(([name, bytes], i) =>
    i < 2 ? { name, bytes } : { name: name.replace('.gz', ''), bytes: inflated.get(name) ?? bytes },
  );
  await drop(page, files);
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('250 images · 28 × 28 pixels · gray · 10 classes');
  await expect(preview).toContainText('Nothing is sent anywhere.');
  // Tab goes on in what has just come.
  await page.keyboard.press('Tab');
  await expect(preview.getByLabel('Name', { exact: true })).toBeFocused();
  await preview.getByLabel('Name', { exact: true }).fill('My digits');
  await preview.getByLabel('Name of class 2').fill('0');
  await expect(preview).toContainText('9 classes');
  await preview.getByLabel('Name of class 2').fill('');
  await expect(preview.getByRole('button', { name: 'Use these images' })).toBeDisabled();
  await preview.getByLabel('Name of class 2').fill('one');
  expect(await findings(page)).toEqual([]);
  await preview.getByRole('button', { name: 'Use these images' }).click();
  await expect(atelier.dataset.locator('option:checked')).toHaveText('My digits');
  await expect(atelier.region('Data')).toContainText('180 train · 20 validation · 50 test');

  await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 2, batchSize: 16 });
  expect(await atelier.matrixSum()).toBe(50);
  await expect(atelier.matrix.getByRole('columnheader').nth(1)).toHaveText('one');

  await page.reload();
  await expect(atelier.region('Data')).toContainText('180 train · 20 validation · 50 test');
  await atelier.dataset.selectOption({ label: 'Open files …' });
  const dialog = page.getByRole('dialog', { name: 'Open files' });
  await dialog.getByRole('button', { name: 'Erase My digits' }).click();
  await page.getByRole('dialog', { name: 'Erase My digits?' }).getByRole('button', { name: 'Erase', exact: true }).click();
  await expect(dialog.getByRole('region', { name: 'Your data sets' })).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(atelier.region('Data')).toContainText('My digits is not on this computer');
  await expect(atelier.train).toBeDisabled();
});

test('MNIST is fetched like Fashion-MNIST and named by its digits; nothing stands in for what cannot be had', async ({
  atelier,
  page,
  server,
  tiny,
}) => {
  const digits = tinyDataset({ train: 200, test: 50, seed: 7, sources: [{ name: 'this site', url: 'data/mnist/' }] });
  const datasets = [tiny.manifest, { ...digits.manifest, id: 'mnist', name: 'MNIST' }];
  await page.route('**/datasets.json', (route) => route.fulfill({ json: { version: 1, datasets } }));
  await page.route('**/data/mnist/*', (route) =>
    route.fulfill({ body: digits.packed.get(route.request().url().split('/').at(-1) ?? '') ?? '' }),
  );
  await atelier.open(server.url);
  await atelier.dataset.selectOption({ label: 'MNIST' });
  await expect(page.getByRole('img', { name: 'MNIST: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9' })).toBeVisible();
  await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 2, batchSize: 16 });
  expect(await atelier.matrixSum()).toBe(50);
  await expect(atelier.matrix.getByRole('columnheader').first()).toHaveText('0');
  await page.getByRole('button', { name: 'Browse images' }).click();
  await expect(page.getByRole('dialog', { name: 'MNIST' })).toContainText('Yann LeCun');
  await page.keyboard.press('Escape');

  await atelier.dataset.selectOption({ label: 'KMNIST' });
  await expect(atelier.region('Data')).toContainText('KMNIST is missing');
  await expect(atelier.region('Run')).toContainText('KMNIST is not on this computer');
  await expect(atelier.train).toBeDisabled();
  expect(await findings(page)).toEqual([]);
});

test('pictures are drawn into classes of one’s own, trained on, and a drawing is named', async ({ atelier, page, server }) => {
  await atelier.open(server.url);
  await atelier.dataset.selectOption({ label: 'Open files …' });
  await page.getByRole('button', { name: 'Collect pictures' }).click();
  const collect = page.getByRole('region', { name: 'Collect pictures' });
  await expect(collect).toContainText('Two classes need pictures.');
  await collect.getByRole('button', { name: 'Draw them' }).click();
  for (const [i, name] of ['standing', 'lying'].entries()) {
    await collect.getByLabel(`Name of class ${i + 1}`).fill(name);
    for (const at of [6, 14, 22]) {
      const [from, to]: [XY, XY] =
        i === 0
          ? [
              [at, 3],
              [at, 25],
            ]
          : [
              [3, at],
              [25, at],
            ];
      await stroke(page, [from, to], collect);
      await collect.getByRole('button', { name: 'Add drawing' }).click();
    }
    await expect(collect).toContainText(`The next picture is for ${name}, which has 3 pictures.`);
  }
  await collect.getByRole('button', { name: 'Remove picture 3 of class 2' }).click();
  await expect(collect).toContainText('lying, which has 2 pictures');
  expect(await findings(page)).toEqual([]);
  await collect.getByRole('button', { name: 'Look at them all' }).click();
  await page.getByRole('button', { name: 'Use these images' }).click();
  await expect(atelier.region('Data')).toContainText('5 images');
  await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 60, batchSize: 4 });
  await stroke(page, [
    [10, 4],
    [10, 24],
  ]);
  const shares = atelier.region('Draw').getByRole('list', { name: 'Probabilities' });
  const share = async (name: string) =>
    Number((await shares.getByRole('listitem').filter({ hasText: name }).textContent())?.match(/(\d+)%/)?.[1]);
  await expect.poll(() => share('standing')).toBeGreaterThan(60);
  await atelier.region('Draw').getByRole('button', { name: 'Clear' }).click();
  await stroke(page, [
    [4, 12],
    [24, 12],
  ]);
  await expect.poll(() => share('lying')).toBeGreaterThan(60);
});

test('color pictures out of a zip, in three folders, are trained on and shown in color', async ({ atelier, page, server }) => {
  await atelier.open(server.url);
  await drop(page, [{ name: 'balls.zip', bytes: zipSync(balls(20)) }]);
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('60 images');
  await preview.getByLabel('Size in pixels').fill('12');
  await preview.getByRole('combobox', { name: 'Colors' }).selectOption('Color');
  await preview.getByRole('button', { name: 'Apply' }).click();
  await expect(preview).toContainText('60 images · 12 × 12 pixels · color · 3 classes');
  await expect(preview.getByLabel('Name of class 3')).toHaveValue('red');
  await preview.getByRole('button', { name: 'Use these images' }).click();
  await expect(atelier.dataset.locator('option:checked')).toHaveText('balls');
  await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 10, batchSize: 4 });
  expect(await atelier.matrixSum()).toBe(12);
  await stroke(page, [
    [8, 14],
    [20, 14],
  ]);
  await expect(atelier.region('Draw').getByRole('list', { name: 'Probabilities' })).toContainText(/\d+%/);
  // Alike but for their color: gray images of them could not be told apart.
  await expect(atelier.region('Samples').getByText('✗')).toHaveCount(0);
});

/** Pictures of balls in three colors that are equally bright, wherever they lie. */
function balls(count: number): Record<string, Uint8Array> {
  const colors: Record<string, number[]> = { red: [200, 0, 0], green: [0, 102, 0], blue: [20, 60, 200] };
  const entries: Record<string, Uint8Array> = {};
  for (const [name, color] of Object.entries(colors)) {
    for (let i = 0; i < count; i++) {
      const pixels = new Uint8Array(3 * 24 * 24);
      for (let at = 0; at < 24 * 24; at++) {
        const [x, y] = [(at % 24) - 10 - (i % 5), Math.floor(at / 24) - 10 - Math.floor(i / 5)];
        if (x * x + y * y < 64) pixels.set(color, 3 * at);
      }
      entries[`balls/${name}/${i}.png`] = encodePng(pixels, 24, 24, 3);
    }
  }
  return entries;
}
