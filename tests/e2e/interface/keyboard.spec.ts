import type { Page } from '@playwright/test';
import { expect, test } from '@tests/e2e/support/app';

test.use({ engine: 'wasm' });

/** What has the focus: its name, and whether a person can see that it has. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const shown = element.matches('input[type="radio"]') ? (element.closest('label') ?? element) : element;
    const { outlineStyle, outlineWidth, boxShadow, backgroundColor } = getComputedStyle(shown);
    const visible = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
    const name = element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent ?? element.textContent ?? '';
    return { name: name.trim(), tag: element.tagName, visible, look: `${boxShadow} ${backgroundColor}` };
  });

/** Presses Tab until what has the focus is called so, as a person would. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (typeof name === 'string' ? now.name === name : name.test(now.name)) return;
  }
  throw new Error(`${name} cannot be reached with Tab`);
}

test('the main job with the keyboard alone', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await tabTo(page, 'Preset');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByLabel('Total parameters')).toHaveText('7,850');
  await tabTo(page, 'Epochs');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('2');
  await tabTo(page, /^Train/);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Finished 2 epochs')).toBeVisible({ timeout: 60_000 });
  // What was pressed has gone through Pause and is Train from scratch: the focus must not be lost on the way.
  expect(['Train from scratch', 'Pause']).toContain((await focused(page)).name);

  await tabTo(page, /^Test(?! accuracy)/);
  await page.keyboard.press('ArrowLeft');
  await expect(atelier.region('Confusion matrix')).toContainText('Validation, epoch 2, 40 images');
  await tabTo(page, 'Show');
  await page.keyboard.press('ArrowDown');
  await expect(atelier.matrix).toContainText('100');

  await tabTo(page, 'Load an example');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const draw = atelier.region('Draw');
  await expect(draw.getByRole('button', { name: 'Clear' })).toHaveAttribute('aria-disabled', 'false');
  const bars = draw.getByRole('list', { name: 'Probabilities' });
  await expect(bars).toContainText('%');
  await tabTo(page, 'Drawing');
  await expect(page.getByLabel('Drawing', { exact: true })).toBeFocused();
  const before = await bars.textContent();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.down('Shift');
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.up('Shift');
  await page.keyboard.press('Space');
  await expect.poll(() => bars.textContent()).not.toBe(before);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => bars.textContent()).toBe(before);
});

test('an outline is drawn, enlarged and filled with the keyboard alone', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await tabTo(page, 'Drawing');
  const pad = page.getByLabel('Drawing', { exact: true });
  const go = async (key: string, times: number) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
  };
  await go('ArrowLeft', 6);
  await go('ArrowUp', 8);
  await page.keyboard.down('Shift');
  for (const [key, times] of [['ArrowRight', 12], ['ArrowDown', 16], ['ArrowLeft', 12], ['ArrowUp', 16]] as const) await go(key, times); // biome-ignore format: one line
  await page.keyboard.up('Shift');
  const outline = page.getByText('It sees only a line.');
  await expect(outline).toBeVisible();

  await tabTo(page, 'Enlarge');
  await page.keyboard.press('Enter');
  const large = page.getByRole('dialog', { name: 'Draw' });
  await expect(large).toBeVisible();
  await expect(large.getByRole('button', { name: 'Shrink' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(large).toBeHidden();
  await expect(page.getByRole('button', { name: 'Enlarge' })).toBeFocused();

  await expect(outline).toBeVisible();
  await tabTo(page, 'Fill it');
  await page.keyboard.press('Enter');
  await expect(outline).toBeHidden();
  await expect(pad).toBeFocused();
});

test('Tab goes through everything, shows where it is, and is caught nowhere', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ epochs: 1 });
  await page.getByRole('heading', { name: 'Atelier' }).click();
  const seen: string[] = [];
  const unseen: string[] = [];
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (now.tag === 'BODY') break;
    if (!now.visible) unseen.push(now.name || now.tag);
    seen.push(now.name);
  }
  expect(unseen).toEqual([]);
  // Reaching the body means that the last stop led out of the page.
  expect((await focused(page)).tag).toBe('BODY');
  for (const name of ['Data set', 'Preset', 'Train from scratch', 'Epoch table', 'Shuffle samples', 'Drawing', 'Clear'])
    expect(seen).toContain(name);
});

test('the first Tab skips the design, in the view that a reload came back to', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 1 });
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  const table = atelier.region('Report').getByRole('table').first();
  await expect(table).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Report', exact: true })).toHaveAttribute('aria-current', 'page');
  await expect(table).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to the results' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Skip to the results' })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(atelier.region('Report').locator(':focus')).toHaveCount(1);
});

test('the palette and the dialog open, close and give the focus back', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await page.getByRole('button', { name: 'Add layer' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Kinds of layers' }).getByRole('button').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Add layer' })).toBeFocused();
  await page.getByRole('button', { name: 'Browse images' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Fashion-MNIST' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Browse images' })).toBeFocused();
});

test('shortcuts are listed under "?", and do what the list says', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.set({ preset: 'Softmax regression', epochs: 200 });
  await page.getByRole('heading', { name: 'Atelier' }).click();
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(list.getByRole('row', { name: /Ctrl \+ Enter/ })).toContainText('Train');
  // Behind a dialog nothing happens.
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Not trained yet')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(atelier.validationAccuracy).toHaveText(/%/);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Paused in epoch/)).toBeVisible();
  await page.keyboard.press('Alt+5');
  await expect(atelier.region('Runs')).toBeVisible();
  await page.keyboard.press('Alt+1');
  await expect(atelier.region('Curves')).toBeVisible();
  await atelier.field('Seed').focus();
  await page.keyboard.type('?');
  await expect(list).toBeHidden();
});

test('Train is the third stop of the Tab key away', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to Train' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(atelier.train).toBeFocused();
});
