import type { Locator, Page } from '@playwright/test';

/** Buttons outside the header that open a dialog or a sheet, by name. */
const OPENERS = ['Browse images', 'Summary', 'Add layer', 'Epoch table', 'Change the groups', 'Add changes'];

/** The views' buttons: those of the header, or the tabs of a small screen. */
const viewButtons = (page: Page): Locator =>
  page
    .getByRole('navigation', { name: /^(Views|Panels)$/ })
    .getByRole('button')
    .filter({ visible: true });

/** Shows each view (on a small screen: each tab) in turn, and yields its name. It asks the page, so a new view is among them. */
export async function* views(page: Page): AsyncGenerator<string> {
  const names = await viewButtons(page).allTextContents();
  for (const name of [...names.slice(1), ...names.slice(0, 1)]) {
    await viewButtons(page)
      .and(page.getByRole('button', { name, exact: true }))
      .click();
    yield name;
  }
}

/** Opens each dialog that the header, its menu and the panels in sight lead to, and yields the name of what opened it; closes it afterwards. */
export async function* dialogs(page: Page): AsyncGenerator<string> {
  const header = page.getByRole('banner');
  const menu = header.getByRole('button', { name: 'Menu', exact: true });
  const actions = header.getByRole('button').filter({ visible: true, hasNotText: /^(Menu|[◐○●])$/ });
  for (const action of await actions.and(page.locator(':not(nav *)')).all()) yield* opened(page, action);
  if (await menu.isVisible()) {
    await menu.click();
    yield 'Menu';
    const lines = await page.locator('[popover]:popover-open').getByRole('button').allTextContents();
    await page.keyboard.press('Escape');
    for (const line of lines) {
      await menu.click();
      yield* opened(page, page.getByRole('button', { name: line, exact: true }));
    }
  }
  for (const name of OPENERS) {
    const opener = page.getByRole('button', { name, exact: true }).filter({ visible: true });
    if ((await opener.count()) > 0 && (await opener.first().isEnabled())) yield* opened(page, opener.first());
  }
}

async function* opened(page: Page, opener: Locator): AsyncGenerator<string> {
  const name = (await opener.textContent()) ?? '';
  await opener.click();
  // Its code may have to be loaded first; what opens no dialog has done its work at once.
  const shown = page.locator('dialog[open], [popover]:popover-open').first();
  const isThere = await shown.waitFor({ timeout: 5000 }).then(
    () => true,
    () => false,
  );
  if (isThere) yield name;
  await page.keyboard.press('Escape');
}
