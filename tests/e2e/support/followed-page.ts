import { expect, type Locator, type Page } from '@playwright/test';

export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/**
 * Numbers are shown in five digits: what is computed from them differs by as much. One assertion for all, since thousands take Playwright minutes.
 *
 * @param least for sums of many
 */
export function near(shown: readonly number[], computed: readonly number[], least = 1e-6): void {
  expect(shown).toHaveLength(computed.length);
  const apart = shown.flatMap((number, k) => {
    const other = computed[k] ?? Number.NaN;
    return Math.abs(number - other) <= least + 2e-4 * Math.abs(other) ? [] : [{ shown: number, computed: other }];
  });
  expect(apart).toEqual([]);
}

/** The dialog "Follow the numbers" as a person reads it. */
export class FollowedPage {
  readonly dialog: Locator;
  readonly numbers: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Follow the numbers' });
    this.numbers = this.dialog.getByRole('region', { name: 'Numbers' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Follow the numbers' }).click();
    await expect(this.numbers).toBeVisible();
  }

  /** Goes on, and makes sure which line of the algorithm is marked then. */
  async nextLine(code: string): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Next line' }).click();
    await expect(this.dialog.locator('[aria-current="step"]')).toHaveText(code);
  }

  async nextLineByKey(code: string): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Next line' }).focus();
    await this.page.keyboard.press('Enter');
    await expect(this.dialog.locator('[aria-current="step"]')).toHaveText(code);
  }

  neuron(at: number): Promise<void> {
    return this.numbers.locator('fieldset button').nth(at).click();
  }

  /** What the line gives for each neuron. */
  async results(): Promise<number[]> {
    return (await this.numbers.locator('fieldset output').allTextContents()).map(numberOf);
  }

  /** All rows of numbers of the neuron in view, without the sum. */
  async rows(): Promise<number[][]> {
    return (await this.read(null))[0]!.rows;
  }

  /** All rows of each neuron, and its formula with the numbers in it. */
  async allRows(): Promise<{ rows: number[][]; bias: number }[]> {
    const count = await this.numbers.locator('fieldset button').count();
    const read = await this.read(count);
    return read.map(({ rows, filled }) => ({ rows, bias: numberOf(filled.match(/bias (\S+)/)?.[1] ?? '') }));
  }

  /** Reads thousands of rows in the page: asked for one by one, they would take minutes. */
  private async read(neurons: number | null): Promise<{ rows: number[][]; filled: string }[]> {
    const texts = await this.numbers.evaluate(async (region, count) => {
      const rendered = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const read: { rows: string[][]; filled: string }[] = [];
      for (let neuron = 0; neuron < (count ?? 1); neuron++) {
        if (count !== null) region.querySelectorAll<HTMLElement>('fieldset button')[neuron]?.click();
        await rendered();
        [...region.querySelectorAll<HTMLElement>('button')].find(({ textContent }) => textContent?.startsWith('Show all'))?.click();
        await rendered();
        const rows = [...region.querySelectorAll('tbody tr')].map((row) =>
          [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? ''),
        );
        read.push({ rows, filled: region.querySelector('[role="status"] p:last-child')?.textContent ?? '' });
      }
      return read;
    }, neurons);
    return texts.map(({ rows, filled }) => ({ rows: rows.map((cells) => cells.map(numberOf)), filled }));
  }

  /** The last number of the formula: its result. */
  async last(): Promise<number> {
    return numberOf((await this.filled()).split('= ').at(-1) ?? '');
  }

  async newLoss(): Promise<number> {
    return numberOf((await this.filled()).match(/, (\S+) now/)?.[1] ?? '');
  }

  async target(): Promise<number> {
    return Number((await this.dialog.getByRole('figure').textContent())?.match(/y = ([01])/)?.[1]);
  }

  /** The standardized number that is to be predicted. */
  async standardized(): Promise<number> {
    return numberOf((await this.dialog.getByRole('figure').textContent())?.match(/ = (\S+), in deviations/)?.[1] ?? '');
  }

  private async filled(): Promise<string> {
    return (await this.numbers.getByRole('status').locator('p').last().textContent()) ?? '';
  }
}

/** The columns of the numbers that an answer is made of. */
export async function softmaxTable(page: Page): Promise<{ z: number[]; powers: number[]; p: number[] }> {
  const table = page.getByRole('table', { name: 'Every number of the answer' });
  await expect(table).toBeVisible();
  const texts = await table.locator('tbody td').allTextContents();
  const numbers = texts.map(numberOf);
  const column = (at: number) => numbers.filter((_, i) => i % 3 === at);
  return { z: column(0), powers: column(1), p: column(2) };
}

/** Reads a number that is written with true minus signs. */
const numberOf = (text: string): number => Number(text.replaceAll('−', '-').trim() || Number.NaN);
