import type { Page } from '@playwright/test';
import { test } from '@tests/e2e/support/app';
import { surfaces, views } from '@tests/e2e/support/surfaces';

test.use({ engine: 'wasm', tinyOptions: { train: 2000, test: 500 } });

const FOLDER = '.cache/screenshots';
const SIZES = ['1366x640', '1366x768', '1920x1080', '2560x1440', '768x1024', '844x390', '390x844'];

for (const size of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${size} ${colorScheme}`, async ({ atelier, server, page }) => {
      test.setTimeout(600_000);
      const [width = 0, height = 0] = size.split('x').map(Number);
      const picture = (state: string, name: string) => save(page, `${size}-${colorScheme}-${state}-${name}`);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await atelier.open(server.url);
      await page.setViewportSize({ width, height });
      for await (const view of views(page)) await picture('empty', view);
      await page.setViewportSize({ width: 1366, height: 768 });
      await atelier.trainToTheEnd({ preset: 'One hidden layer', epochs: 4, batchSize: 32 });
      await page.setViewportSize({ width, height });
      for await (const { name } of surfaces(page)) await picture('trained', name);
    });
  }
}

async function save(page: Page, name: string): Promise<void> {
  // Lazy parts and charts draw after the click.
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${FOLDER}/${name.replace(/[^\w-]+/g, '_')}.png` });
}
