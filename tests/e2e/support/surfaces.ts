import type { Locator, Page } from '@playwright/test';

/** A state of the page to be looked at. */
export interface Surface {
  name: string;
  /** A selector of what is new in it, beside what an earlier surface showed. */
  within: string;
}

/** Buttons outside the header that open a dialog or a sheet, by name; of several alike, the first is opened. */
const OPENERS = [
  'Browse images',
  'Summary',
  'Add layer',
  'Change the groups',
  'Add changes',
  'Epoch table',
  /taken for .+: [1-9]/,
  /^Open the image/,
  /, channel 1$/,
  /as a table$/,
  'Follow the numbers',
];

const OPENED = 'dialog[open], [popover]:popover-open';
const HEADER = 'header';
const VIEW = 'main';

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
    await page.getByText(/^(Loading|Testing|Asking) …$/).waitFor({ state: 'hidden' });
    yield name;
  }
}

/** Every view, and every dialog, sheet and menu that it and the header lead to; each is closed again. */
export async function* surfaces(page: Page): AsyncGenerator<Surface> {
  yield { name: 'header', within: HEADER };
  const seen = new Set<string>();
  for await (const view of views(page)) {
    yield { name: view, within: VIEW };
    for (const name of OPENERS) {
      const openers = page.getByRole('button', { name, exact: true }).filter({ visible: true });
      if (seen.has(String(name)) || (await openers.count()) === 0 || !(await openers.first().isEnabled())) continue;
      seen.add(String(name));
      yield* opened(page, openers.first(), `${view}: ${name}`);
    }
  }
  yield* fromHeader(page);
}

async function* fromHeader(page: Page): AsyncGenerator<Surface> {
  const header = page.getByRole('banner');
  const menu = header.getByRole('button', { name: 'Menu', exact: true });
  const actions = header.getByRole('button').filter({ visible: true, hasNotText: /^(Menu|[◐○●])$/ });
  for (const action of await actions.and(page.locator(':not(nav *)')).all())
    yield* opened(page, action, (await action.textContent()) ?? '');
  await menu.click();
  yield { name: 'Menu', within: OPENED };
  const lines = await page.locator(OPENED).getByRole('button').allTextContents();
  await page.keyboard.press('Escape');
  for (const line of lines.filter((name) => !OPENS_NOTHING.test(name))) {
    await menu.click();
    yield* opened(page, page.getByRole('button', { name: line, exact: true }).filter({ visible: true }), line);
  }
}

/** The code of a dialog may have to be loaded first. */
const OPENS_MS = 3000;
/** Lines of the menu that open no dialog. */
const OPENS_NOTHING = /^(Open file|Save run)$/;

async function* opened(page: Page, opener: Locator, name: string): AsyncGenerator<Surface> {
  await opener.click();
  const isThere = await page
    .locator(OPENED)
    .first()
    .waitFor({ timeout: OPENS_MS })
    .then(
      () => true,
      () => false,
    );
  if (isThere) yield { name, within: OPENED };
  await page.keyboard.press('Escape');
}
