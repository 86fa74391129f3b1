import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, CHROMIUM_HELP, findChromium } from './tests/fixtures/chromium';

const executablePath = findChromium();
if (!executablePath) {
  if (process.env.CI) throw new Error(CHROMIUM_HELP);
  console.warn(`\n${CHROMIUM_HELP}\nThe end-to-end tests are SKIPPED.\n`);
}

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: executablePath ? '**/*.spec.ts' : [],
  // Two cores and a software rasteriser: a test may wait long, but never on a clock of its own.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: 2,
  fullyParallel: true,
  outputDir: 'test-results/e2e',
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    viewport: { width: 1366, height: 768 },
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: CHROMIUM_ARGS },
    trace: 'retain-on-failure',
  },
});
