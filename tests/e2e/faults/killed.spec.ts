import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { Atelier, test } from '@tests/e2e/support/app';
import { chooseEngine, epochTable, expectContinues, LONG_RUN, trainPast } from '@tests/e2e/support/faults';
import { findChromium, NO_GPU_ARGS } from '@tests/support/chromium';

const EPOCHS = 300;

// A trace is fetched from the browser at the end, and this one is dead by then.
test.use({ trace: 'off', tinyOptions: LONG_RUN });

test('row 11: a run that is left by kill -9 of the browser goes on in the next one, with all that was shown', async ({ server }) => {
  const profile = mkdtempSync(join(tmpdir(), 'atelier-'));
  let own = await startBrowser(profile);
  try {
    const atelier = new Atelier(own.page);
    await chooseEngine(own.page, 'wasm');
    await atelier.open(server.url);
    await trainPast(atelier, 2, EPOCHS);
    const shown = await epochTable(own.page);
    await kill(own.process);
    own = await startBrowser(profile);
    const again = new Atelier(own.page);
    await again.open(server.url);
    await expectContinues(again, shown, EPOCHS);
  } finally {
    await kill(own.process);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

interface OwnBrowser {
  process: ChildProcess;
  page: Page;
}

/** A browser of our own on a profile that outlives it: Playwright's are closed too politely. */
async function startBrowser(profile: string): Promise<OwnBrowser> {
  const args = [...NO_GPU_ARGS, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
  const process = spawn(findChromium() ?? '', args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise<string>((resolve, reject) => {
    let heard = '';
    process.stderr?.on('data', (piece: Buffer) => {
      heard += piece.toString();
      const found = heard.match(/DevTools listening on (ws:\S+)/)?.[1];
      if (found) resolve(found);
    });
    process.once('exit', () => reject(new Error(`the browser did not start: ${heard}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  if (!context) throw new Error('the browser has no context');
  const page = await context.newPage();
  // As wide as for the other tests: on a small screen the panels are behind tabs.
  await page.setViewportSize({ width: 1366, height: 768 });
  return { process, page };
}

/** Ends the browser and all its children at once, without a word. */
async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid, 'SIGKILL');
  await gone;
}
