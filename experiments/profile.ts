import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { NO_GPU_ARGS } from '@tests/support/chromium';

/** A browser with a profile of its own, in a folder that outlives a command that is cut short. */
export interface Profile {
  context: BrowserContext;
  browser: string;
  /** Closes the browser; `done`: what it keeps is not wanted any more. */
  close(done: boolean): Promise<void>;
}

/** Opens the profile of one run: a new one, or what an earlier command left of it. */
export async function openProfile(root: string, name: string, executablePath: string): Promise<Profile> {
  const folder = join(root, 'node_modules', '.cache', 'experiments-profiles', name);
  mkdirSync(folder, { recursive: true });
  // WebGL in software is never the fastest engine, and would take a core to draw the page.
  const options = { executablePath, args: NO_GPU_ARGS, viewport: { width: 1366, height: 768 } };
  const context = await chromium.launchPersistentContext(folder, options);
  return {
    context,
    browser: `Chromium ${context.browser()?.version() ?? (await versionOf(context))}`,
    close: async (done) => {
      await context.close();
      if (done) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A browser that was started with its profile does not always tell its version. */
async function versionOf(context: BrowserContext): Promise<string> {
  const page = await context.newPage();
  const agent = await page.evaluate(() => navigator.userAgent);
  await page.close();
  return /Chrome\/([\d.]+)/.exec(agent)?.[1] ?? 'unknown';
}
