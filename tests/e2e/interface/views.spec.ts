import { expect, test } from '@tests/e2e/support/app';

test.use({ engine: 'wasm' });

test('views are entries of the history, a reload comes back to one, and the title says how training goes', async ({
  atelier,
  server,
  page,
}) => {
  const view = (name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name });
  await atelier.open(server.url);
  await expect(page).toHaveTitle('Atelier');
  await view('Report').click();
  await view('Runs').click();
  await expect(atelier.region('Runs')).toBeVisible();
  await page.goBack();
  await expect(atelier.region('Report')).toBeVisible();
  await expect(view('Report')).toHaveAttribute('aria-current', 'page');
  await page.reload();
  await expect(atelier.region('Report')).toBeVisible();
  await page.goBack();
  await expect(atelier.region('Curves')).toBeVisible();
  await page.goForward();
  await expect(atelier.region('Report')).toBeVisible();
  await view('Live').click();
  await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 1 });
  await expect(page).toHaveTitle(/^Finished · \d+% – Atelier$/);
});

test('code that is gone from the host costs one reload, then words with a way on; never a blank page', async ({
  atelier,
  server,
  page,
}) => {
  const isMissing = /assets\/later-views-.*\.js$/;
  let asked = 0;
  await page.route(isMissing, (route) => {
    asked++;
    return route.fulfill({ status: 404 });
  });
  await atelier.open(server.url);
  await atelier.set({ epochs: 7 });
  const loads: string[] = [];
  page.on('load', () => loads.push('load'));
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Report could not be loaded');
  expect(loads).toEqual(['load']);
  expect(asked).toBeGreaterThan(1);
  // Everything else works on, and nothing that was set is lost.
  await expect(atelier.field('Epochs')).toHaveValue('7');
  await page.unroute(isMissing);
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await expect(atelier.region('Report')).toBeVisible();
});

test('the page says what it is before its code is there, in its largest text, and where the code does not come', async ({
  atelier,
  server,
  page,
}) => {
  await page.setViewportSize({ width: 412, height: 823 });
  const code = /assets\/start-.*\.js$/;
  await page.route(code, (route) => route.abort());
  await page.goto(server.url);
  await expect(page.getByText('Train a neural network to recognize clothes, in your browser.')).toBeVisible();
  await expect(page.getByText('Atelier could not be loaded. Check the connection, then reload the page.')).toBeVisible();
  await page.unroute(code);
  await atelier.open(server.url);
  await expect(atelier.train).toBeEnabled();
  const largest = await page.evaluate(
    () =>
      new Promise<{ paint: number; first: number }>((resolve) => {
        const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
        new PerformanceObserver((list) => resolve({ paint: list.getEntries().at(-1)?.startTime ?? Number.NaN, first })).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        });
      }),
  );
  expect(largest.paint, 'nothing larger is painted after the first paint').toBe(largest.first);
});

test('runs are cleared apart from everything else, two clicks away, and the question says what stays', async ({
  atelier,
  server,
  page,
}) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 1 });
  await atelier.trainToTheEnd({ epochs: 2 });
  await page.evaluate(() => localStorage.setItem('other-app', 'kept'));
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const runs = atelier.region('Runs').getByRole('rowheader');
  await expect(runs).toHaveCount(2);
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('button', { name: 'Clear runs …' }).click();
  const question = page.getByRole('dialog', { name: 'Clear all saved runs?' });
  await expect(question).toBeInViewport({ ratio: 1 });
  await expect(question).toContainText('your settings and the downloaded images stay');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question.getByRole('button', { name: 'Clear runs' }).click();
  await page.getByRole('button', { name: 'Live', exact: true }).click();
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await expect(runs).toHaveCount(1);
  // What is not ours stays, whatever is erased.
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('button', { name: 'Erase everything …' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase everything' }).click();
  await expect(page.getByText('Not trained yet')).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem('other-app'))).toBe('kept');
});

test('a small screen shows the accuracy beside the design, and the way to the curves', async ({ atelier, server, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 1 });
  await expect(atelier.region('Run')).toContainText(/Test accuracy \d+\.\d%/);
  await page.getByRole('button', { name: 'Show curves' }).click();
  await expect(atelier.region('Curves')).toBeVisible();
});

test('a chart gives its room back when the window turns, and its lines can be hidden', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 2 });
  const chart = atelier.region('Curves').getByRole('figure').first();
  const width = async () => (await chart.boundingBox())?.width ?? 0;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Curves', exact: true }).click();
  await expect.poll(width).toBeLessThan(390);
  await page.setViewportSize({ width: 844, height: 390 });
  await expect.poll(width).toBeGreaterThan(300);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(width).toBeLessThan(390);
  const lines = chart.locator('.recharts-line-curve');
  const before = await lines.count();
  await chart.getByRole('button', { name: 'validation' }).click();
  await expect(lines).toHaveCount(before - 1);
  await chart.getByRole('button', { name: 'validation' }).click();
  await expect(lines).toHaveCount(before);
});

test('at 400% zoom nothing scrolls sideways', async ({ atelier, server, page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await atelier.open(server.url);
  for (const tab of await page.getByRole('navigation', { name: 'Panels' }).getByRole('button').all()) {
    await tab.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    const bar = await atelier.region('Run').boundingBox();
    expect(256 - (bar?.height ?? 256)).toBeGreaterThan(190);
  }
});
