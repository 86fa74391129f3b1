import { defineConfig } from '@playwright/test';
import { SELDOM } from './tests/e2e/support/seldom';
import { CHROMIUM_ARGS, CHROMIUM_HELP, findChromium, NO_GPU_ARGS } from './tests/support/chromium';

const executablePath = findChromium();
if (!executablePath) {
  if (process.env.CI) throw new Error(CHROMIUM_HELP);
  console.warn(`\n${CHROMIUM_HELP}\nThe end-to-end tests are SKIPPED.\n`);
}

/** Which arguments the browser is started with. */
const launched = (args: string[]) => ({ launchOptions: { ...(executablePath ? { executablePath } : {}), args } });

export default defineConfig({
  testDir: 'tests/e2e',
  testIgnore: executablePath ? [] : '**',
  // Two cores, and often busy ones: a test may wait long, but never on a clock of its own.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  ...(process.env.ALL_TESTS ? {} : { grepInvert: new RegExp(SELDOM) }),
  workers: 2,
  fullyParallel: true,
  outputDir: 'test-results/e2e',
  forbidOnly: Boolean(process.env.CI),
  // Other programs may take a shared machine for a minute. What passes only at the second try is told as "flaky", to be mended.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    viewport: { width: 1366, height: 768 },
    // Storing the whole app for later takes seconds of a visit, and each test is a new visitor: what is about that allows it.
    serviceWorkers: 'block',
    // Pictures of the page at every step would cost a quarter of the suite's time: one is taken where a test fails. What a trace tells besides is of
    // use only to who can open it.
    trace: { mode: process.env.CI ? 'off' : 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
  },
  // WebGL in software costs a core while anything changes on the page, so only the tests that are about it have it. They are long, and begin.
  projects: [
    { name: 'webgl', testMatch: '**/*-webgl.spec.ts', use: launched(CHROMIUM_ARGS) },
    { name: 'app', testIgnore: '**/*-webgl.spec.ts', use: launched(NO_GPU_ARGS) },
  ],
});
