import { Atelier, expect, test } from '@tests/e2e/support/app';
import { chooseEngine, endRun, epochsDone, epochTable, expectWhole, LONG_RUN, patchWorker, trainPast } from '@tests/e2e/support/faults';
import { SELDOM } from '@tests/e2e/support/seldom';

test('row 3: without any WebGL the CPU engine is named, and trains', async ({ atelier, server }) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 1 });
  await expectCpu(atelier, /No GPU: .*WebGL/);
});

test.describe('row 4: a worker without OffscreenCanvas, as in Safari', () => {
  test('computes on the CPU, and says why', async ({ atelier, server, context }) => {
    await patchWorker(context, 'delete globalThis.OffscreenCanvas;');
    await atelier.open(server.url);
    await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 1 });
    await expectCpu(atelier, /No GPU: this browser has no WebGL outside of the page/);
  });
});

async function expectCpu({ page, testAccuracy }: Atelier, why: RegExp): Promise<void> {
  const backend = page.getByLabel('Backend', { exact: true });
  await expect(backend).toContainText('CPU');
  await expect(testAccuracy).toHaveText(/%$/);
  await expect(backend).toHaveAccessibleDescription(why);
}

test.describe('row 8: a run that goes wrong', () => {
  const WRONG = [
    { name: 'a learning rate of a thousand', preset: 'Small CNN', rate: '1000', optimizer: 'Adam', epochs: 20 },
    { name: 'a learning rate of a million', preset: 'One hidden layer', rate: '1000000', optimizer: 'Adam', epochs: 20 },
    { name: 'numbers that overflow', preset: 'MLP', rate: '10000000', optimizer: 'SGD', epochs: 20 },
  ];

  test('stops with cause and advice, and shows no broken number', async ({ atelier, server, page }) => {
    await atelier.open(server.url);
    for (const { name, preset, rate, optimizer, epochs } of WRONG) {
      await test.step(name, async () => {
        await page.getByRole('combobox', { name: 'Optimizer' }).selectOption({ label: optimizer });
        await atelier.set({ preset, epochs, batchSize: 8 });
        await atelier.field('Learning rate').fill(rate);
        await atelier.train.click();
        const alert = page.getByRole('alert').filter({ hasText: 'Training stopped.' });
        await expect(alert).toContainText(/The loss (became NaN|became infinite|grew from)/, { timeout: 60_000 });
        await expect(alert).toContainText('Lower the learning rate');
        await expect(page.getByText('Stopped by an error')).toBeVisible();
        for (const region of ['Curves', 'Confusion matrix', 'Samples', 'Draw', 'Run']) {
          await expect(atelier.region(region)).not.toContainText(/NaN|Infinity|undefined/);
        }
        await atelier.field('Learning rate').fill('0.01');
        await atelier.trainToTheEnd({ epochs: 1 });
        await expect(alert).toBeHidden();
      });
    }
  });

  test('after good epochs: the last good weights are kept, and answer', async ({ atelier, server, page }) => {
    await atelier.open(server.url);
    await page.getByRole('combobox', { name: 'Optimizer' }).selectOption({ label: 'SGD' });
    await trainPast(atelier, 3, 500, 'MLP');
    await atelier.field('Learning rate').fill('10000000');
    await atelier.field('Learning rate').press('Enter');
    const alert = page.getByRole('alert').filter({ hasText: 'Training stopped.' });
    await expect(alert).toContainText(/The network as it was after epoch \d+ is kept/, { timeout: 60_000 });
    const answers = atelier.region('Draw').getByRole('listitem');
    const box = await page.getByLabel('Drawing', { exact: true }).boundingBox();
    await page.mouse.move((box?.x ?? 0) + 60, (box?.y ?? 0) + 60);
    await page.mouse.down();
    await page.mouse.move((box?.x ?? 0) + 120, (box?.y ?? 0) + 120, { steps: 5 });
    await page.mouse.up();
    await expect(answers.first()).toContainText(/\d/);
    await expect(atelier.region('Draw')).not.toContainText('NaN');
    await page.reload();
    await expect(page.getByText('Stopped by an error')).toBeVisible();
    await expect(alert).toContainText('Lower the learning rate');
  });
});

test.describe('row 10: a hidden tab', () => {
  test.use({ tinyOptions: LONG_RUN });

  test('goes on training without a single animation frame, and its curves have no gap', async ({ atelier, server, page, context }) => {
    await chooseEngine(page, 'wasm');
    await page.addInitScript(() => {
      const frame = window.requestAnimationFrame.bind(window);
      let hidden = true;
      window.requestAnimationFrame = (callback) => (hidden ? 0 : frame(callback));
      window.addEventListener('shown again', () => {
        hidden = false;
      });
    });
    await atelier.open(server.url);
    await trainPast(atelier, 1);
    const other = await context.newPage();
    await other.bringToFront();
    const before = await epochsDone(page);
    await expect.poll(() => epochsDone(page), { timeout: 60_000 }).toBeGreaterThan(before + 3);
    await other.close();
    await page.bringToFront();
    await page.evaluate(() => window.dispatchEvent(new Event('shown again')));
    await endRun(atelier);
    expectWhole(await epochTable(page));
  });

  test('that the browser freezes for a while goes on where it was, without a restart', { tag: SELDOM }, async ({
    atelier,
    server,
    page,
    context,
  }) => {
    await chooseEngine(page, 'wasm');
    await atelier.open(server.url);
    await trainPast(atelier, 1);
    const session = await context.newCDPSession(page);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await new Promise((resolve) => setTimeout(resolve, 8000));
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    const before = await epochsDone(page);
    await expect.poll(() => epochsDone(page), { timeout: 60_000 }).toBeGreaterThan(before + 2);
    await expect(page.getByText(/continuing from epoch/)).toBeHidden();
    await endRun(atelier);
    expectWhole(await epochTable(page));
  });
});

test.describe('two tabs', () => {
  test.use({ tinyOptions: LONG_RUN });

  test('the second one leaves the run of the first one alone, and says so', async ({ atelier, server, page, context }) => {
    await chooseEngine(page, 'wasm');
    await atelier.open(server.url);
    await trainPast(atelier, 1);
    const second = new Atelier(await context.newPage());
    await second.open(server.url);
    await expect(second.page.getByText('Another tab is training.')).toBeVisible();
    await expect(second.page.getByText('Not trained yet')).toBeVisible();
    await expect(second.page.getByRole('button', { name: /Continue from/ })).toBeHidden();
    await page.bringToFront();
    const before = await epochsDone(page);
    await expect.poll(() => epochsDone(page), { timeout: 60_000 }).toBeGreaterThan(before);
    await endRun(atelier);
    // Once it is over, the second tab finds it like any other.
    await second.page.reload();
    await expect(second.page.getByText(/^(Stopped after|Finished)/)).toBeVisible();
  });

  test('the second one takes the run over, and the first one stops and says so', { tag: SELDOM }, async ({
    atelier,
    server,
    page,
    context,
  }) => {
    test.slow();
    await chooseEngine(page, 'wasm');
    await atelier.open(server.url);
    await trainPast(atelier, 1);
    const second = new Atelier(await context.newPage());
    await second.open(server.url);
    await second.page.getByRole('button', { name: 'Continue it here' }).click();
    await expect.poll(() => epochsDone(second.page), { timeout: 60_000 }).toBeGreaterThan(1);
    await expect(page.getByText('This run continues in another tab.')).toBeVisible();
    await endRun(second);
  });

  test('erasing everything in one of them empties both', { tag: SELDOM }, async ({ atelier, server, page, context }) => {
    test.slow();
    await chooseEngine(page, 'wasm');
    await atelier.open(server.url);
    await trainPast(atelier, 1);
    const second = new Atelier(await context.newPage());
    await second.open(server.url);
    await second.page.getByRole('button', { name: 'Menu', exact: true }).click();
    await second.page.getByText('Erase everything …').click();
    await second.page.getByRole('button', { name: 'Erase everything', exact: true }).click();
    await expect(page.getByText('Not trained yet')).toBeVisible({ timeout: 30_000 });
    const told = page.getByText('Another tab erased everything.');
    await expect(told).toBeVisible();
    await expect(second.page.getByText('Another tab erased everything.')).toBeHidden();
    await page.reload();
    await expect(page.getByText('Not trained yet')).toBeVisible({ timeout: 30_000 });
    await expect(told).toBeHidden();
  });
});
