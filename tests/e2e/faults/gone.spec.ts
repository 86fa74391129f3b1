import { Atelier, expect, test } from '@tests/e2e/support/app';
import { chooseEngine, epochsDone, epochTable, expectContinues, LONG_RUN, trainPast } from '@tests/e2e/support/faults';
import { SELDOM } from '@tests/e2e/support/seldom';

/** Many enough that a quick machine is still in the middle when the page is left. */
const EPOCHS = 300;

test.use({ tinyOptions: LONG_RUN });

test.describe('row 11: a run that is left in its middle', () => {
  test('by closing the page goes on when it is opened again, as if it had never been interrupted', async ({
    atelier,
    server,
    page,
    context,
  }) => {
    await chooseEngine(page, 'wasm');
    await atelier.open(server.url);
    await trainPast(atelier, EPOCHS, EPOCHS);
    await expect(page.getByText(`Finished ${EPOCHS} epochs`)).toBeVisible();
    const uninterrupted = await epochTable(page);
    await atelier.train.click();
    await expect.poll(() => epochsDone(page), { intervals: [50] }).toBeLessThan(EPOCHS);
    await expect.poll(() => epochsDone(page), { intervals: [50] }).toBeGreaterThan(1);
    const shown = await epochTable(page);
    expect(shown.length).toBeLessThan(EPOCHS);
    await page.close();
    const again = new Atelier(await context.newPage());
    await again.open(server.url);
    expect(await expectContinues(again, shown, EPOCHS)).toEqual(uninterrupted);
  });

  test('by a crash of the page goes on when it is opened again', { tag: SELDOM }, async ({ atelier, server, page, context }) => {
    await chooseEngine(page, 'wasm');
    await atelier.open(server.url);
    await trainPast(atelier, 2, EPOCHS);
    const shown = await epochTable(page);
    const session = await context.newCDPSession(page);
    // The answer never comes: who would give it is gone.
    session.send('Page.crash').catch(() => undefined);
    await page.waitForEvent('crash');
    await page.close();
    const again = new Atelier(await context.newPage());
    await again.open(server.url);
    await expectContinues(again, shown, EPOCHS);
  });
});
