import type { Locator, Page } from '@playwright/test';
import { expect, test } from '@tests/e2e/support/app';

/** 500 and 1,000 test images of a group: four digits. */
test.use({ engine: 'wasm', tinyOptions: { train: 100, test: 2500 } });

const LOW = { width: 1366, height: 640 };
const PHONE = { width: 390, height: 844 };

const view = (page: Page, name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name, exact: true });

/** Texts of an element's children that reach out of them, or into their neighbors. */
const spilled = (cells: Locator): Promise<string[]> =>
  cells.evaluateAll((all) =>
    all.flatMap((cell) => {
      const text = document.createRange();
      text.selectNodeContents(cell);
      const [outer, inner] = [cell.getBoundingClientRect(), text.getBoundingClientRect()];
      const hidden = cell.querySelector('.visually-hidden') !== null;
      return hidden || (inner.left >= outer.left - 1 && inner.right <= outer.right + 1) ? [] : [cell.textContent ?? ''];
    }),
  );

test('long names, four digits, curves and a low window: everything can be read', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await expect(page.getByRole('img', { name: /^Fashion-MNIST:/ })).toBeVisible();
  await atelier.unfold('Data', 'Task');
  await page.getByLabel('What to tell apart').selectOption({ label: 'Groups' });
  await page.getByRole('button', { name: 'Change the groups' }).click();
  const names = [1, 2, 3].map((group) => `${group} ${'a name that is long '.repeat(4)}`.slice(0, 60));
  for (const [i, name] of names.entries()) await page.getByLabel(`Name of group ${i + 1}`).fill(name);
  await page.keyboard.press('Escape');
  await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 1 });

  for (const size of [LOW, PHONE]) {
    await page.setViewportSize(size);
    if (size === PHONE) await page.getByRole('button', { name: 'Matrix', exact: true }).click();
    await expect(atelier.matrix).toContainText(/\d{4}/);
    expect(await spilled(atelier.matrix.getByRole('cell').getByRole('button'))).toEqual([]);
    const heads = await atelier.matrix
      .getByRole('columnheader')
      .locator('span')
      .evaluateAll((all) => all.map((head) => head.getBoundingClientRect()).map(({ left, right }) => ({ left, right })));
    for (const [i, { left }] of heads.entries()) if (i > 0) expect(left).toBeGreaterThanOrEqual((heads[i - 1]?.right ?? 0) - 1);
  }

  // On a phone tables of five columns are whole, and plots beside each other stand at one height.
  await page.getByRole('button', { name: 'Curves', exact: true }).click();
  await page.getByRole('button', { name: 'Epoch table' }).click();
  await expect(page.getByRole('columnheader', { name: 'Validation accuracy' })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Design', exact: true }).click();
  await page.getByRole('button', { name: 'Summary' }).click();
  await expect(page.getByRole('dialog').getByRole('columnheader', { name: 'Receptive field' })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  const plots = ['ROC', 'Precision-recall'].map((name) => page.getByRole('figure', { name }).locator('svg.recharts-surface').first());
  const tops = await Promise.all(plots.map(async (plot) => (await plot.boundingBox())?.y));
  expect(tops[1]).toBe(tops[0]);
  await page.getByRole('button', { name: 'Matrix', exact: true }).click();

  // A phone on its side shows both charts between tabs and run bar.
  await page.setViewportSize({ width: 844, height: 390 });
  await page.getByRole('button', { name: 'Curves', exact: true }).click();
  await expect(atelier.region('Curves').getByRole('figure', { name: 'Accuracy' })).toBeInViewport({ ratio: 1 });

  // The drawing has its answer beside it, however low the window.
  await page.setViewportSize(LOW);
  const draw = atelier.region('Draw');
  await draw.getByRole('combobox', { name: 'Load an example' }).selectOption({ index: 1 });
  const answer = draw.getByRole('list', { name: 'Probabilities' });
  await expect(answer).toContainText('%');
  await expect(answer).toBeInViewport({ ratio: 1 });
  // Beside a word of what would help, too.
  await draw.getByRole('button', { name: 'Clear' }).click();
  const surface = await draw.locator('canvas').first().boundingBox();
  if (!surface) throw new Error('the surface has no box');
  const at = (x: number, y: number) => [surface.x + surface.width * x, surface.y + surface.height * y] as const;
  await page.mouse.move(...at(0.2, 0.2));
  await page.mouse.down();
  for (const [x, y] of [
    [0.8, 0.2],
    [0.8, 0.8],
    [0.2, 0.8],
    [0.2, 0.2],
  ] as const)
    await page.mouse.move(...at(x, y), { steps: 5 });
  await page.mouse.up();
  await expect(draw.getByRole('button', { name: 'Fill it' })).toBeInViewport({ ratio: 1 });
  await expect(answer.getByRole('listitem').first()).toBeInViewport({ ratio: 1 });

  // What a study may tune takes no line of the stack's, once it is offered.
  await atelier.set({ preset: 'Small CNN' });
  const stack = atelier.region('Network').getByRole('list').first();
  const room = (await stack.boundingBox())?.height;
  await view(page, 'Studies').click();
  await expect(
    atelier
      .region('Network')
      .getByRole('button', { name: /^Tune this/ })
      .first(),
  ).toBeVisible();
  expect((await stack.boundingBox())?.height).toBe(room);

  // A curve under the pointer is named and read; a table has the figures of all.
  await view(page, 'Report').click();
  const roc = page.getByRole('figure', { name: 'ROC' });
  const box = await roc.locator('svg.recharts-surface').first().boundingBox();
  if (!box) throw new Error('the chart has no box');
  // Along the diagonal, until a curve is met.
  const read = roc.getByText(/long.*: true positive rate [\d.]+, false positive rate [\d.]+/);
  for (let share = 0.02; share < 1 && (await read.count()) === 0; share += 0.04)
    await page.mouse.move(box.x + box.width * share, box.y + box.height * share);
  await expect(read).toBeVisible();
  await page.mouse.move(0, 0);
  await roc.getByRole('button', { name: 'ROC as a table' }).click();
  await expect(page.getByRole('dialog').getByRole('table')).toContainText(names[0] ?? '');
  await page.keyboard.press('Escape');

  // Without a network the words of an empty chart do not stand over the curves of the run before.
  await view(page, 'Live').click();
  await page.getByRole('button', { name: 'Discard this network' }).click();
  await expect(page.getByText('Not trained yet')).toBeVisible();
  const curves = atelier.region('Curves');
  const lines = curves.getByRole('figure', { name: 'Loss' }).getByTitle(/^Hide or show/);
  await expect(lines).toHaveCount(3);
  const cut = await lines.locator('span').evaluateAll((names) => names.filter((name) => name.scrollWidth > name.clientWidth).length);
  expect(cut).toBe(0);
  await expect(curves.getByText('Loss should go down')).toBeHidden();
});

test.describe('without the images', () => {
  test.use({ fault: 'missing' });

  test('a notice takes one line and tells the rest on request; an error of the stack stays in view with its mend', async ({
    atelier,
    server,
    page,
  }) => {
    await page.setViewportSize(LOW);
    await atelier.open(server.url);
    const notice = atelier.region('Data').getByRole('status').filter({ hasText: 'Fashion-MNIST is missing' });
    await expect(notice).toBeVisible();
    expect((await notice.boundingBox())?.height).toBeLessThan(48);
    const rest = notice.getByText('You are training on the built-in garments for now.', { exact: false });
    await expect(rest).toBeHidden();
    await notice.getByRole('button', { name: 'Details' }).click();
    await expect(rest).toBeVisible();

    await atelier
      .region('Network')
      .getByRole('button', { name: /^Flatten/ })
      .focus();
    await page.keyboard.press('Delete');
    const run = atelier.region('Run');
    await expect(run).toContainText('Dense needs a flat list of numbers');
    await expect(run.getByText('Dense needs a flat list of numbers')).toBeInViewport({ ratio: 1 });
    await expect(run.getByRole('button', { name: 'Add Flatten' })).toBeInViewport({ ratio: 1 });
    await run.getByRole('button', { name: 'Add Flatten' }).click();
    await expect(atelier.train).toBeEnabled();
  });
});
