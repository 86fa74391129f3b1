import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { type AppServer, type Handler, startAppServer } from '@tests/support/app-server';
import { FAULTS, type Fault } from '@tests/support/fault-server';
import { datasetsJson, type TinyDataset, type TinyOptions, tinyDataset } from '@tests/support/tiny-dataset';

/** The page as people and tests know it: everything is found by role and name. */
export class Atelier {
  readonly train: Locator;
  readonly stop: Locator;
  readonly testAccuracy: Locator;
  readonly validationAccuracy: Locator;
  readonly dataset: Locator;
  readonly preset: Locator;
  readonly matrix: Locator;

  constructor(readonly page: Page) {
    this.train = page.getByRole('button', { name: /^Train( from scratch)?$/ });
    this.stop = page.getByRole('button', { name: 'Stop', exact: true });
    this.testAccuracy = page.getByLabel('Test accuracy', { exact: true });
    this.validationAccuracy = page.getByLabel('Validation accuracy', { exact: true });
    this.dataset = page.getByRole('combobox', { name: 'Data set' });
    this.preset = page.getByRole('combobox', { name: 'Preset' });
    this.matrix = page.getByRole('region', { name: 'Confusion matrix' }).getByRole('table');
  }

  region(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  field(name: string): Locator {
    return this.page.getByRole('spinbutton', { name, exact: true });
  }

  /** Opens a fold of a panel, where it is not open already. */
  async unfold(panel: string, title: string): Promise<void> {
    const fold = this.region(panel)
      .locator('details')
      .filter({ has: this.page.locator('summary', { hasText: title }) });
    if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click();
  }

  /** Opens the page and waits until Train can be pressed. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.train).toBeEnabled({ timeout: 60_000 });
  }

  /** Chooses what is asked for, presses Train, and waits for the end. */
  async trainToTheEnd(settings: { preset?: string; epochs?: number; batchSize?: number } = {}): Promise<void> {
    await this.set(settings);
    await this.train.click();
    await expect(this.page.getByText(/^Finished \d+ epochs?$/)).toBeVisible({ timeout: 90_000 });
  }

  async set({ preset, epochs, batchSize }: { preset?: string; epochs?: number; batchSize?: number }): Promise<void> {
    if (preset) await this.preset.selectOption({ label: preset });
    if (epochs) await this.field('Epochs').fill(String(epochs));
    if (batchSize) await this.field('Batch size').fill(String(batchSize));
  }

  /** The sum of all cells of the matrix, read as a screen reader reads them. */
  async matrixSum(): Promise<number> {
    const cells = await this.matrix.getByRole('cell').allTextContents();
    return cells.reduce((sum, text) => sum + Number(text.replace(/[^\d]/g, '') || 0), 0);
  }
}

interface Fixtures {
  /** The built app with a tiny Fashion-MNIST on its own origin; `fault` names how that is served. */
  server: AppServer;
  tiny: TinyDataset;
  tinyOptions: TinyOptions;
  fault: Fault;
  /** The engine of a new visitor; most journeys do not care, and need not wait for software WebGL to be measured. */
  engine: 'auto' | 'wasm';
  atelier: Atelier;
}

/** Answers the list of data sets and their files; everything else is the app's. */
export function serveTiny(tiny: TinyDataset, fault: (name: string) => Fault): Handler {
  const asked = new Map<string, number>();
  return async (path, request, response) => {
    if (path === '/datasets.json') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(datasetsJson(tiny.manifest));
      return true;
    }
    const name = path.match(/^\/data\/fashion-mnist\/(.+)$/)?.[1] ?? '';
    const packed = tiny.packed.get(name);
    if (!packed) return false;
    const earlier = asked.get(name) ?? 0;
    asked.set(name, earlier + 1);
    await FAULTS[fault(name)]({ name, packed, earlier, request, response });
    return true;
  };
}

/** Runs in the page: only a visitor without preferences gets this one. */
function preferEngine(engine: string): void {
  if (!localStorage.getItem('atelier.preferences')) localStorage.setItem('atelier.preferences', JSON.stringify({ engine }));
}

export const test = base.extend<Fixtures>({
  tinyOptions: [{ train: 400, test: 100 }, { option: true }],
  fault: ['ok', { option: true }],
  engine: ['auto', { option: true }],
  tiny: async ({ tinyOptions }, use) => use(tinyDataset(tinyOptions)),
  server: async ({ tiny, fault }, use) => {
    const server = await startAppServer(serveTiny(tiny, () => fault));
    await use(server);
    await server.close();
  },
  page: async ({ page, engine }, use) => {
    if (engine !== 'auto') await page.addInitScript(preferEngine, engine);
    await use(page);
  },
  atelier: async ({ page }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) errors.push(message.text());
    });
    await use(new Atelier(page));
    // Whatever a test provokes, nothing may reach the page uncaught, and nothing may break the policy.
    expect(errors).toEqual([]);
  },
});

export { expect };
