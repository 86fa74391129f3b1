import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { Atelier, expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';
import { type Hands, keyboard, mouse, touch } from '@tests/e2e/support/hands';
import { unzipSync } from 'fflate';
import { readRunFile } from '@/exchange/run-file/read';

test.use({ engine: 'wasm', tinyOptions: { train: 200, test: 60 }, permissions: ['clipboard-read', 'clipboard-write'] });

const LAPTOP = { viewport: { width: 1366, height: 768 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

const PEOPLE: { who: string; hands: Hands; device: typeof LAPTOP | typeof PHONE }[] = [
  { who: 'with the mouse', hands: mouse, device: LAPTOP },
  { who: 'on a phone', hands: touch, device: PHONE },
  { who: 'with the keyboard alone', hands: keyboard, device: LAPTOP },
];

/** The first takes few steps, so that it gets images wrong that the others get right. */
const NETWORKS = [
  { preset: 'Softmax regression', epochs: 2, batchSize: 200 },
  { preset: 'One hidden layer', epochs: 3, batchSize: 32 },
  { preset: 'One hidden layer', epochs: 4, batchSize: 16 },
];

for (const { who, hands, device } of PEOPLE) {
  test.describe(who, () => {
    test.use(device);

    test(`three networks are compared, handed to a friend and continued in PyTorch ${who}`, async ({ atelier, page, server, browser }) => {
      await atelier.open(server.url);
      await trainThree(atelier, hands);
      await compareThem(atelier, hands);
      const given = { link: await copiedLink(page, hands), file: await savedRun(page, hands) };
      const phone = await browser.newContext(device);
      await openAsFriend(new Atelier(await phone.newPage()), hands, given);
      await phone.close();
      await continueInPyTorch(page, hands);
    });
  });
}

/** Shows a view, or a panel that is a tab of a small screen. */
async function show(page: Page, hands: Hands, name: string): Promise<void> {
  const tabs = page.getByRole('navigation', { name: /^(Views|Panels)$/ }).filter({ visible: true });
  await hands.press(tabs.getByRole('button', { name, exact: true }));
}

/** Presses a line of the header's menu. */
async function pressInMenu(page: Page, hands: Hands, name: string): Promise<void> {
  await hands.press(page.getByRole('banner').getByRole('button', { name: 'Menu', exact: true }));
  await hands.press(page.getByRole('button', { name, exact: true }).filter({ visible: true }));
}

/** What a press saves. */
async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; path: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const path = await download.path();
  return { name: download.suggestedFilename(), path, bytes: new Uint8Array(await readFile(path)) };
}

async function trainThree(atelier: Atelier, hands: Hands): Promise<void> {
  for (const { preset, epochs, batchSize } of NETWORKS) {
    await hands.choose(atelier.preset, preset);
    await hands.write(atelier.field('Epochs'), String(epochs));
    await hands.write(atelier.field('Batch size'), String(batchSize));
    await hands.press(atelier.train);
    await expect(atelier.page.getByText(`Finished ${epochs} epochs`, { exact: true })).toBeVisible();
  }
}

/** Overlays the three, hides one, pins it, and looks at the images that only it or only the best gets right. */
async function compareThem(atelier: Atelier, hands: Hands): Promise<void> {
  const { page } = atelier;
  await show(page, hands, 'Runs');
  const runs = atelier.region('Runs');
  const boxes = runs.getByRole('checkbox', { name: /^Compare / });
  await expect(boxes).toHaveCount(NETWORKS.length);
  for (const box of await boxes.all()) await hands.press(box);
  await hands.press(runs.getByRole('button', { name: 'Compare', exact: true }));

  // The newest comes first: C is the one that took few steps.
  const comparison = atelier.region('Comparison');
  const chart = comparison.getByRole('img', { name: 'Loss of 3 runs' });
  // The longest run alone reaches the end of the axis; in its second epoch all three are read.
  const reading = comparison.getByRole('table', { name: /^At epoch 1\.[3-7]/ });
  // A chart that is still being drawn takes no notice of a finger.
  await expect(async () => {
    await hands.readAt(chart, comparison.getByRole('slider', { name: 'Read at' }), 1.5 / 4);
    await expect(reading.getByRole('row').nth(1)).toContainText('%', { timeout: 2000 });
  }).toPass({ timeout: 20_000 });
  await expect(reading.getByText('—')).toHaveCount(0);
  await hands.press(comparison.getByRole('button', { name: /^C /, pressed: true }));
  await expect(comparison.getByRole('img', { name: 'Loss of 2 runs' })).toBeVisible();
  await hands.press(comparison.getByRole('button', { name: 'Pin C' }));
  const results = comparison.getByRole('table', { name: /^Results/ });
  await expect(results.getByRole('row').nth(1)).toContainText('+93,920');
  await expect(comparison.getByRole('table', { name: 'Settings that differ' }).getByRole('row', { name: /Epochs/ })).toContainText('432');

  const two = comparison.getByRole('region', { name: 'Two runs' });
  await hands.press(two.getByRole('button', { name: 'Find images that changed sides' }));
  await expect(two.getByText(/^A gets \d+ more images? right than C; .*McNemar’s exact test\.$/)).toBeVisible();
  await hands.press(two.getByRole('button', { name: /^All probabilities of this/ }).first());
  const picture = two.getByRole('region', { name: 'One picture' });
  const answers = picture.getByRole('list');
  await expect(answers.nth(1).getByRole('listitem').first()).toContainText('%');
  await hands.choose(picture.getByRole('combobox', { name: 'Sample of' }), 'Bag');
  await hands.press(picture.getByRole('button', { name: 'Ask about a sample' }));
  await expect(picture.getByRole('img', { name: 'Bag, from Fashion-MNIST' })).toBeVisible();
  await expect(answers.first().getByRole('listitem').first()).toContainText('%');
  await hands.press(picture.getByRole('button', { name: 'Ask about my drawing' }));
  await expect(picture.getByRole('status')).toHaveText(/^The pad is empty/);
  expect(await findings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

async function copiedLink(page: Page, hands: Hands): Promise<string> {
  const inHeader = page.getByRole('banner').getByRole('button', { name: 'Copy link', exact: true }).filter({ visible: true });
  await ((await inHeader.count()) > 0 ? hands.press(inHeader) : pressInMenu(page, hands, 'Copy link'));
  const share = page.getByRole('dialog', { name: 'Share these settings' });
  await expect(share.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await hands.press(share.getByRole('button', { name: 'Copy link', exact: true }));
  await expect(share.getByRole('status')).toHaveText('Copied.');
  expect(await findings(page, 'dialog[open]')).toEqual([]);
  await hands.close(page);
  return page.evaluate(() => navigator.clipboard.readText());
}

async function savedRun(page: Page, hands: Hands): Promise<Buffer> {
  const { bytes, name } = await saved(page, () => pressInMenu(page, hands, 'Save run'));
  expect(name).toMatch(/^[\p{L}\p{N}-]+\.atelier$/u);
  expect(readRunFile(bytes)).toHaveProperty('checkpoint.epoch', 4);
  return Buffer.from(bytes);
}

/** A friend opens the link, takes its settings and undoes that, and opens the file. */
async function openAsFriend(friend: Atelier, hands: Hands, { link, file }: { link: string; file: Buffer }): Promise<void> {
  const { page } = friend;
  await page.goto(link);
  const preview = page.getByRole('dialog', { name: /^Settings from a link/ });
  await expect(preview.getByRole('row', { name: /^Batch size/ })).toContainText('16');
  expect(await findings(page, 'dialog[open]')).toEqual([]);
  await expect(friend.field('Batch size')).not.toHaveValue('16');
  await hands.press(preview.getByRole('button', { name: 'Use these settings' }));
  await expect(friend.field('Batch size')).toHaveValue('16');
  expect(new URL(page.url()).hash).toBe('');
  await expect(page.getByText('Not trained yet')).toBeVisible();
  await hands.press(friend.region('Network').getByRole('button', { name: 'Undo' }));
  await expect(friend.field('Batch size')).not.toHaveValue('16');

  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), pressInMenu(page, hands, 'Open file')]);
  await chooser.setFiles({ name: 'from-anna.atelier', mimeType: 'application/octet-stream', buffer: file });
  await expect(page.getByText('Opened 1 run.')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await hands.press(page.getByRole('button', { name: 'Show this run' }));
  if (await page.getByRole('navigation', { name: 'Panels' }).isVisible()) await show(page, hands, 'Curves');
  const { run } = readRunFile(new Uint8Array(file)) as { run: { test: { score: { accuracy: number } } } };
  await expect(friend.testAccuracy).toHaveText(`${(100 * run.test.score.accuracy).toFixed(1)}%`);
}

/** Saves the program and the weights that it can start from. */
async function continueInPyTorch(page: Page, hands: Hands): Promise<void> {
  await pressInMenu(page, hands, 'Export code');
  const dialog = page.getByRole('dialog', { name: 'Export code' });
  await expect(dialog.getByText('keras.Sequential(')).toBeVisible();
  await hands.pickLast(dialog.getByRole('radio'));
  await expect(dialog.getByText('nn.Linear(784, 128)')).toBeVisible();
  expect(await findings(page, 'dialog[open]')).toEqual([]);
  const program = await saved(page, () => hands.press(dialog.getByRole('button', { name: /^Save .*\.py$/ })));
  expect(program.name).toMatch(/^[a-z0-9_]+_pytorch\.py$/);
  const compiling = ['-c', 'import sys; compile(open(sys.argv[1]).read(), "program", "exec")', program.path];
  const python = spawnSync('python3', compiling, { encoding: 'utf8' });
  if (!python.error) expect(python.stderr).toBe('');
  const split = await saved(page, () => hands.press(dialog.getByRole('button', { name: 'Save split (.json)' })));
  const parts = JSON.parse(new TextDecoder().decode(split.bytes));
  expect([parts.train, parts.validation, parts.test].map((part: number[]) => part.length)).toEqual([180, 20, 60]);
  await hands.close(page);

  await hands.press(page.getByRole('button', { name: 'All runs' }));
  const runs = page.getByRole('region', { name: 'Runs', exact: true });
  await hands.press(runs.getByRole('rowheader').locator('[aria-expanded]').first());
  await hands.press(runs.getByRole('button', { name: 'Export model' }));
  const weights = await saved(page, () => hands.press(runs.getByRole('button', { name: 'Weights (.npz)', exact: true })));
  expect(Object.keys(unzipSync(weights.bytes))).toEqual(['w000.npy', 'w001.npy', 'w002.npy', 'w003.npy']);
}
