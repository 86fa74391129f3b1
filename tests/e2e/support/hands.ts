import { expect, type Locator, type Page } from '@playwright/test';

/** How a person works the page: with a mouse, by touch or with the keyboard alone. */
export interface Hands {
  /** Presses a button, a tab or a line of a menu, or checks a box. */
  press(target: Locator): Promise<void>;
  /** Chooses an option of a list by its words. */
  choose(list: Locator, option: string): Promise<void>;
  write(field: Locator, text: string): Promise<void>;
  /** Chooses the last of several radio buttons; the first is chosen. */
  pickLast(radios: Locator): Promise<void>;
  /** Reads the lines of a chart at this share of its axis, on the chart itself or with the slider below it. */
  readAt(chart: Locator, slider: Locator, share: number): Promise<void>;
  /** Closes the dialog that is open. */
  close(page: Page): Promise<void>;
}

const closeOf = (page: Page): Locator => page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).first();

/** Where this share of the axis is on a chart, whose plot is nearly as wide. */
async function placeOn(chart: Locator, share: number): Promise<{ x: number; y: number }> {
  const { width = 0, height = 0 } = (await chart.boundingBox()) ?? {};
  return { x: AXIS_LEFT + share * (width - AXIS_LEFT), y: height / 2 };
}

/** Room for the figures beside an axis, in CSS pixels. */
const AXIS_LEFT = 48;

export const mouse: Hands = {
  press: (target) => target.click(),
  choose: async (list, option) => void (await list.selectOption({ label: option })),
  write: (field, text) => field.fill(text),
  pickLast: (radios) => radios.last().click(),
  readAt: async (chart, _slider, share) => chart.hover({ position: await placeOn(chart, share) }),
  close: (page) => closeOf(page).click(),
};

export const touch: Hands = {
  ...mouse,
  press: (target) => target.tap(),
  pickLast: (radios) => radios.last().tap(),
  readAt: async (chart, _slider, share) => chart.tap({ position: await placeOn(chart, share) }),
  close: (page) => closeOf(page).tap(),
};

export const keyboard: Hands = {
  async press(target) {
    await tabTo(target);
    // A pointer waits by itself: Train rests for a moment where a run has just ended.
    await expect(target).toBeEnabled();
    const checks = (await target.getAttribute('type')) === 'checkbox';
    await target.page().keyboard.press(checks ? 'Space' : 'Enter');
  },
  async choose(list, option) {
    await tabTo(list);
    const [now, wanted] = await list.evaluate((element, words) => {
      const { options, selectedIndex } = element as HTMLSelectElement;
      return [selectedIndex, [...options].findIndex(({ label }) => label === words)] as const;
    }, option);
    for (let step = Math.abs(wanted - now); step > 0; step--) await list.page().keyboard.press(wanted > now ? 'ArrowDown' : 'ArrowUp');
    await expect(list.locator('option:checked')).toHaveText(option);
  },
  async write(field, text) {
    await tabTo(field);
    await field.page().keyboard.press('Control+a');
    await field.page().keyboard.type(text);
  },
  async pickLast(radios) {
    await tabTo(radios.first());
    await radios.page().keyboard.press('ArrowLeft');
  },
  async readAt(_chart, slider, share) {
    await tabTo(slider);
    await slider.page().keyboard.press('Home');
    // A page is a tenth of a slider.
    for (let page = 0; page < Math.round(10 * share); page++) await slider.page().keyboard.press('PageUp');
  },
  close: (page) => page.keyboard.press('Escape'),
};

/** Rounds in which the focus comes near enough. */
const MOST_ROUNDS = 60;

/**
 * Presses Tab, or Shift and Tab where that is the way, until the focus is on the target. How many stops lie between is guessed, so that the page is not
 * asked after each; later guesses are smaller, so that it ends.
 */
async function tabTo(target: Locator): Promise<void> {
  const { keyboard } = target.page();
  await target.waitFor();
  let most = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { way, stops } = await target.evaluate(wayTo);
    if (stops === 0) return;
    const presses = Math.max(1, Math.min(stops, Math.floor(most)));
    for (let press = 0; press < presses; press++) await keyboard.press(way);
    most = presses / 2;
  }
  throw new Error(`${target} cannot be reached with Tab`);
}

/** Runs in the page: which way an element lies from the focus, and after about how many stops. */
function wayTo(element: Element): { way: 'Tab' | 'Shift+Tab'; stops: number } {
  const now = document.activeElement ?? document.body;
  const follows = (a: Element, b: Element) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const way = follows(now, element) ? 'Tab' : 'Shift+Tab';
  const [from, to] = way === 'Tab' ? [now, element] : [element, now];
  const between = [...document.querySelectorAll<HTMLElement>('a, button, input, select, textarea, summary, [tabindex]')].filter(
    (stop) =>
      stop.tabIndex >= 0 &&
      !stop.matches(':disabled, [type="radio"]:not(:checked)') &&
      stop.checkVisibility() &&
      follows(from, stop) &&
      follows(stop, to),
  );
  return { way, stops: now === element ? 0 : between.length + 1 };
}
