import { type Atelier, expect, test } from '@tests/e2e/support/app';
import { SELDOM } from '@tests/e2e/support/seldom';

test.use({ engine: 'wasm' });

/** The table of epochs, figure by figure, as it stands on the page. */
async function epochTable(atelier: Atelier): Promise<string[]> {
  await atelier.page.getByRole('button', { name: 'Epoch table' }).click();
  const cells = atelier.page.getByRole('region', { name: 'Epoch table' }).getByRole('cell');
  await expect(cells.first()).toBeVisible();
  const figures = await cells.allTextContents();
  await atelier.page.keyboard.press('Escape');
  return figures;
}

/** So that the next end of a run is not taken for the last one's. */
async function forget(atelier: Atelier): Promise<void> {
  await atelier.page.getByRole('button', { name: 'Discard this network' }).click();
  await expect(atelier.page.getByText('Not trained yet')).toBeVisible();
}

const OPTIMIZERS = ['SGD', 'SGD with momentum', 'RMSprop', 'Adam', 'Adagrad', 'Adamax', 'AdamW', 'Nadam', 'Adadelta'];

/** Those that are trained here as well; what each computes is held to references by the engines' own tests. */
const TRAINED = ['SGD with momentum', 'Nadam', 'Adadelta'];

test('every optimizer has its own default rate, and trains', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  for (const optimizer of OPTIMIZERS) {
    await page.getByRole('combobox', { name: 'Optimizer' }).selectOption({ label: optimizer });
    await expect(atelier.field('Learning rate')).toHaveValue(optimizer.startsWith('SGD') ? '0.01' : '0.001');
    if (!TRAINED.includes(optimizer)) continue;
    // Keras starts Adadelta a thousand times below what it was made for: two epochs would show nothing.
    if (optimizer === 'Adadelta') await atelier.field('Learning rate').fill('1');
    await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 2, batchSize: 16 });
    await expect(page.getByText(/^You changed the settings/)).toBeHidden();
    const [first = '', , , , second = ''] = await epochTable(atelier);
    await forget(atelier);
    expect(Number(second), `${optimizer}: training loss of epoch 2 below epoch 1's`).toBeLessThan(Number(first));
  }
});

/** A field, what is typed into it, and what is said there. */
const WRONG = [
  ['Epochs', '0', /at least 1/],
  ['Batch size', '2.5', /whole number/],
  ['Learning rate', '-1', /above 0/],
  ['Validation share', '0.7', /at most 0.5/],
  ['Seed', '', /needs a number/],
] as const;

test('wrong values are explained at their field and keep Train from being pressed', async ({ atelier, server }) => {
  await atelier.open(server.url);
  await atelier.unfold('Data', 'Split');
  for (const [name, value, words] of WRONG) {
    const field = atelier.field(name);
    const before = await field.inputValue();
    await field.fill(value);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(words);
    await expect(atelier.train).toBeDisabled();
    await expect(atelier.train).toHaveAccessibleDescription(words);
    await field.fill(before);
    await expect(atelier.train).toBeEnabled();
  }
});

test('the learning rate can be changed while it trains', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.set({ preset: 'Softmax regression', epochs: 1000, batchSize: 16 });
  await atelier.train.click();
  await expect(atelier.validationAccuracy).toHaveText(/%/);
  const rate = atelier.field('Learning rate');
  // Half of a number never reaches the run, however long the typing rests: 0.5 would ruin it.
  await rate.pressSequentially('5', { delay: 50 });
  await page.waitForTimeout(1500);
  await rate.fill('0,0005');
  await expect(rate.locator('xpath=..')).toContainText('= 0.0005');
  await rate.press('Enter');
  await expect(rate).toHaveValue('0.0005');
  await expect(page.getByText(/learning rate 0\.0005/i)).toBeVisible();
  await expect(atelier.region('Run').getByText(/learning rate/i)).toHaveText(/^learning rate 0\.0005 from step [\d,]+$/i);
  await atelier.stop.click();
  await expect(page.getByText(/^Stopped after/)).toBeVisible();
  await expect(page.getByText(/^You changed the settings/)).toBeHidden();
});

test('without a validation share there is a dash, and samples come from the test images', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.unfold('Data', 'Split');
  await atelier.field('Validation share').fill('0');
  await expect(page.getByText('400 train · 0 validation · 100 test')).toBeVisible();
  await atelier.trainToTheEnd({ epochs: 1 });
  await expect(atelier.validationAccuracy).toHaveText('—');
  await expect(atelier.testAccuracy).toHaveText(/%/);
  await expect(atelier.region('Samples')).toContainText('test, epoch 1');
  await expect(page.getByRole('radio', { name: 'Validation' })).toBeDisabled();
  expect(await atelier.matrixSum()).toBe(100);
});

test('the same seed repeats a run to the digit, another seed does not', { tag: SELDOM }, async ({ atelier, server }) => {
  await atelier.open(server.url);
  const run = async (seed: string) => {
    await atelier.field('Seed').fill(seed);
    await atelier.trainToTheEnd();
    const figures = await epochTable(atelier);
    await forget(atelier);
    return figures;
  };
  await atelier.set({ preset: 'MLP', epochs: 3, batchSize: 32 });
  const first = await run('7');
  expect(first).toHaveLength(12);
  expect(await run('8')).not.toEqual(first);
  expect(await run('7')).toEqual(first);
});

test('the engine can be chosen, and the choice survives a reload', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  const backend = page.getByLabel('Backend');
  const fold = atelier.region('Training').locator('summary', { hasText: 'Engine' });
  await fold.click();
  await page.getByRole('combobox', { name: 'Engine' }).selectOption('cpu');
  await expect(backend).toContainText('TensorFlow.js');
  await page.reload();
  await expect(backend).toContainText('TensorFlow.js');
  await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 1 });
  await fold.click();
  await page.getByRole('combobox', { name: 'Engine' }).selectOption('wasm');
  await expect(backend).toContainText('WebAssembly');
});
