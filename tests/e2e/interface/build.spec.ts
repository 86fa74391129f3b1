import type { Locator } from '@playwright/test';
import { type Atelier, expect, test } from '@tests/e2e/support/app';

test.use({ engine: 'wasm' });

/** The stack in words, from first to last. */
const stack = (atelier: Atelier): Locator => atelier.region('Network').getByRole('button', { name: /^Drag / });
const card = (atelier: Atelier, name: string | RegExp): Locator => atelier.region('Network').getByRole('button', { name, expanded: false });
const button = (atelier: Atelier, name: string): Locator => atelier.region('Network').getByRole('button', { name, exact: true });

async function expectStack(atelier: Atelier, ...names: string[]): Promise<void> {
  await expect
    .poll(() => stack(atelier).evaluateAll((grips) => grips.map((grip) => grip.getAttribute('aria-label')?.slice('Drag '.length))))
    .toEqual(names);
}

/** Total parameters and multiply-adds per image, worked out by hand. */
const TOTALS = [
  ['Softmax regression', '7,850', '7,840'],
  ['One hidden layer', '101,770', '101,632'],
  ['MLP', '235,146', '234,752'],
  ['Small CNN', '421,642', '4,241,152'],
  ['CNN with batch norm and dropout', '421,930', '4,278,784'],
] as const;

test('every preset has its exact totals', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  for (const [preset, parameters, multiplyAdds] of TOTALS) {
    await atelier.preset.selectOption({ label: preset });
    await expect(page.getByLabel('Total parameters')).toHaveText(parameters);
    await expect(page.getByTitle(`${multiplyAdds} multiply-adds per image`)).toBeVisible();
  }
});

test('layers are added, edited in place, duplicated, removed; undo and redo; kept over a reload', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await button(atelier, 'Add layer').click();
  await page.getByRole('button', { name: 'Add Dropout' }).click();
  await expectStack(atelier, 'Flatten', 'Dense', 'Dropout');
  await atelier.field('rate').fill('0.25');
  await button(atelier, 'Duplicate Dropout').click();
  await expectStack(atelier, 'Flatten', 'Dense', 'Dropout 1', 'Dropout 2');
  await button(atelier, 'Remove Dropout 2').click();
  await card(atelier, /^Dense/).click();
  await atelier.field('units').fill('64');
  await page.getByRole('combobox', { name: 'activation' }).selectOption('tanh');
  await expect(page.getByLabel('Total parameters')).toHaveText('50,890');
  await expect(atelier.preset).toHaveValue('');

  await page.getByRole('heading', { name: 'Network' }).click();
  for (let i = 0; i < 10; i++) await page.keyboard.press('Control+z');
  await expectStack(atelier, 'Flatten', 'Dense');
  await expect(page.getByLabel('Total parameters')).toHaveText('101,770');
  for (let i = 0; i < 10; i++) await page.keyboard.press('Control+Shift+z');
  await expect(page.getByLabel('Total parameters')).toHaveText('50,890');

  await page.reload();
  await expectStack(atelier, 'Flatten', 'Dense', 'Dropout');
  await expect(page.getByLabel('Total parameters')).toHaveText('50,890');
  await expect(page.getByText('Not trained yet')).toBeVisible();
});

test('layers are reordered by mouse, by buttons and by keyboard', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.preset.selectOption({ label: 'MLP' });
  await expectStack(atelier, 'Flatten', 'Dense 1', 'Dropout', 'Dense 2');

  const from = (await button(atelier, 'Drag Dropout').boundingBox())!;
  const to = (await button(atelier, 'Drag Dense 2').boundingBox())!;
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 10 });
  await expect(page.getByText('Dropout would become layer 4 of 4.')).toBeAttached();
  await page.mouse.up();
  await expectStack(atelier, 'Flatten', 'Dense 1', 'Dense 2', 'Dropout');

  await card(atelier, /^Dropout/).click();
  await button(atelier, 'Move Dropout up').click();
  await expectStack(atelier, 'Flatten', 'Dense 1', 'Dropout', 'Dense 2');
  await button(atelier, 'Move Dropout down').click();
  await expectStack(atelier, 'Flatten', 'Dense 1', 'Dense 2', 'Dropout');

  await page.getByRole('button', { name: /^Dropout/, expanded: true }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expectStack(atelier, 'Flatten', 'Dense 1', 'Dropout', 'Dense 2');
  await button(atelier, 'Drag Dropout').focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('Dropout would become layer 3 of 4.')).toBeAttached();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText('Dropout would become layer 4 of 4.')).toBeAttached();
  await page.keyboard.press('Space');
  await expectStack(atelier, 'Flatten', 'Dense 1', 'Dense 2', 'Dropout');
});

/** How each wrong stack is made, what its card says, and the mend it offers (none where only a person can decide). */
const WRONG: { name: string; preset: string; make(atelier: Atelier): Promise<void>; says: RegExp; mend?: string }[] = [
  {
    name: 'a convolution after Flatten',
    preset: 'Small CNN',
    async make(atelier) {
      await card(atelier, /^Conv2D 2/).focus();
      for (let i = 0; i < 2; i++) await atelier.page.keyboard.press('Alt+ArrowDown');
    },
    says: /Conv2D needs an image .* but gets a flat list of [\d,]+ numbers/,
    mend: 'Move before Flatten',
  },
  {
    name: 'a Dense layer on a map',
    preset: 'One hidden layer',
    async make(atelier) {
      await card(atelier, /^Flatten/).focus();
      await atelier.page.keyboard.press('Delete');
    },
    says: /needs a flat list of numbers, but gets a 28 × 28 × 1 image/,
    mend: 'Add Flatten',
  },
  {
    name: 'a window larger than its map',
    preset: 'Small CNN',
    async make(atelier) {
      await card(atelier, /^MaxPooling2D 2/).click();
      await atelier.field('pool size').fill('20');
    },
    says: /A 20 × 20 window does not fit into a 14 × 14 image/,
    mend: 'Use padding same',
  },
  {
    name: 'an absurd number of parameters',
    preset: 'One hidden layer',
    async make(atelier) {
      await card(atelier, /^Dense/).click();
      await atelier.field('units').fill('90000');
    },
    says: /This layer alone has 70\.\d million parameters/,
  },
  {
    name: 'a number half typed',
    preset: 'MLP',
    async make(atelier) {
      await card(atelier, /^Dropout/).click();
      await atelier.field('rate').fill('');
    },
    says: /rate needs a number/,
  },
];

test('wrong stacks are explained at the card and beside Train, and mended with one click', async ({ atelier, server }) => {
  await atelier.open(server.url);
  const faults = atelier.region('Network').locator('[data-fault="error"]');
  for (const { name, preset, make, says, mend } of WRONG) {
    await test.step(name, async () => {
      await atelier.preset.selectOption({ label: preset });
      await make(atelier);
      const fault = faults.filter({ hasText: says });
      await expect(fault).toHaveCount(1);
      await expect(atelier.train).toBeDisabled();
      await expect(atelier.train).toHaveAccessibleDescription(says);
      if (mend) await fault.getByRole('button', { name: mend }).click();
      else await atelier.preset.selectOption({ label: preset });
      await expect(faults).toHaveCount(0);
      await expect(atelier.train).toBeEnabled();
    });
  }
});

test('"changed since this run" comes with an edit beside a run and goes with its undo', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ epochs: 1 });
  const changed = page.getByText(/^You changed the settings/);
  await expect(changed).toBeHidden();
  const accuracy = (await atelier.testAccuracy.textContent()) ?? '';
  await atelier.preset.selectOption({ label: 'Small CNN' });
  await expect(changed).toBeVisible();
  await expect(atelier.testAccuracy).toHaveText(accuracy);
  await button(atelier, 'Undo').click();
  await expect(changed).toBeHidden();
});
