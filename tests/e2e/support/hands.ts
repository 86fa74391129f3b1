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

/** More stops than the page has between any two. */
const MOST_STOPS = 200;

/** Presses Tab, or Shift and Tab where that is the shorter way, until the focus is on the target. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    const way = await target.evaluate((element) => {
      const now = document.activeElement ?? document.body;
      if (now === element) return null;
      return now.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING ? 'Tab' : 'Shift+Tab';
    });
    if (way === null) return;
    await target.page().keyboard.press(way);
  }
  throw new Error(`${target} cannot be reached with Tab`);
}
