import { expect, test } from '@tests/e2e/support/app';

test.use({ engine: 'wasm', serviceWorkers: 'block' });

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
  const isMissing = /assets\/report-wired-.*\.js$/;
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
