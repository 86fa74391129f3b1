import type { Locator, Page } from '@playwright/test';
import { expect, test } from '@tests/e2e/support/app';

test.use({ engine: 'wasm' });

/** Opens every fold of a panel, also those within others. */
async function unfoldAll(panel: Locator): Promise<void> {
  await panel.locator('details:not([open]) > summary').evaluateAll((all) => {
    for (const summary of all) (summary as HTMLElement).click();
  });
}

/** What a field says of texts typed into it one after the other, from inside the page: some sixty fields take a second so. */
const sayings = (field: Locator, texts: readonly string[]) =>
  field.evaluate(async (input: HTMLInputElement, typed) => {
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    const rendered = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const before = input.value;
    const said = [];
    for (const text of [...typed, before]) {
      setValue?.call(input, text);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await rendered();
      const words = (input.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent);
      const number = input.getAttribute('aria-valuenow');
      const isNaNShown = document.body.textContent.includes('NaN');
      said.push({ shown: input.value, number, invalid: input.getAttribute('aria-invalid') === 'true', words: words.join(' '), isNaNShown });
    }
    return said;
  }, texts);

async function checkFields(page: Page, fields: Locator): Promise<number> {
  const all = await fields.all();
  for (const field of all) {
    const name = await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? '');
    const [point, comma, half, words, empty, back] = await sayings(field, ['0.25', '0,25', '0,25e-', 'quarter', '']);
    expect.soft(point?.number, `${name}: a point`).toBe('0.25');
    expect.soft(comma, `${name}: a comma`).toMatchObject({ shown: '0,25', number: '0.25' });
    expect.soft(half, `${name}: half typed, nothing changes yet`).toMatchObject({ shown: '0,25e-', number: '0.25' });
    expect.soft(words, `${name}: words`).toMatchObject({ shown: 'quarter', invalid: true });
    expect.soft(words?.words, `${name}: the refusal`).toContain('“quarter” is not a number.');
    expect.soft(empty?.shown, `${name}: cleared`).toBe('');
    expect
      .soft(
        [words, empty].some((said) => said?.isNaNShown),
        `${name}: NaN somewhere on the page`,
      )
      .toBe(false);
    expect.soft(back?.invalid, `${name}: as before`).toBe(false);
  }
  await expect(page.getByText('NaN')).toHaveCount(0);
  return all.length;
}

test('every number field takes a point and a comma, waits for half a number, and refuses words in words', async ({
  atelier,
  server,
  page,
}) => {
  await atelier.open(server.url);
  await atelier.set({ preset: 'CNN with batch norm and dropout' });
  const training = atelier.region('Training');
  await unfoldAll(training);
  for (const schedule of ['Warm-up', 'Early stopping']) {
    const box = training.getByRole('checkbox', { name: schedule });
    if ((await box.count()) > 0) await box.first().check();
  }
  expect(await checkFields(page, training.getByRole('spinbutton'))).toBeGreaterThan(6);

  const data = atelier.region('Data');
  await unfoldAll(data);
  expect(await checkFields(page, data.getByRole('spinbutton'))).toBeGreaterThan(1);

  const network = atelier.region('Network');
  for (const card of [/^Conv2D 1/, /^BatchNormalization 1/, /^Dropout 1/]) {
    await network.getByRole('button', { name: card }).click();
    await unfoldAll(network);
    expect(await checkFields(page, network.getByRole('spinbutton'))).toBeGreaterThan(0);
  }
});
