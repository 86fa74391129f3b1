import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Atelier, test as base, expect, serveTiny } from '@tests/e2e/support/app';
import { damageStoredFile, storedFiles } from '@tests/e2e/support/faults';
import { SELDOM } from '@tests/e2e/support/seldom';
import { type AppServer, startAppServer } from '@tests/support/app-server';
import type { Fault } from '@tests/support/fault-server';
import { type TinyDataset, tinyDataset } from '@tests/support/tiny-dataset';

const SPLIT = '360 train · 40 validation · 100 test';
const [IMAGES, LABELS, TEST_IMAGES] = ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz', 't10k-images-idx3-ubyte.gz'] as const;

/** The app with a tiny set whose files can be made to go wrong one by one, while the page is open. */
interface Lively {
  answers: Map<string, Fault>;
  lively: AppServer;
}

const test = base.extend<Lively>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from the pattern.
  answers: async ({}, use) => use(new Map()),
  lively: async ({ tiny, answers }, use) => {
    const server = await startAppServer(serveTiny(tiny, (name) => answers.get(name) ?? answers.get('') ?? 'ok'));
    await use(server);
    await server.close();
  },
});

test.use({ engine: 'wasm' });

const asked = (server: AppServer, since = 0) =>
  server.requests
    .slice(since)
    .filter((path) => path.startsWith('/data/'))
    .map((path) => path.split('/').at(-1));

/** Asks for the download again, which stands behind the details of the notice. */
async function tryAgain(atelier: Atelier): Promise<void> {
  const data = atelier.region('Data');
  await data.getByRole('button', { name: 'Details' }).click();
  await data.getByRole('button', { name: 'Try again' }).click();
}

/** Waits for the refusal, and looks that nothing of the file was kept and that the page goes on. */
async function expectRefused(atelier: Atelier, name: string, cause: RegExp): Promise<void> {
  const data = atelier.region('Data');
  await expect(data).toContainText(cause, { timeout: 40_000 });
  await expect(data).toContainText(name);
  await expect(data).toContainText('You are training on the built-in garments for now');
  expect((await storedFiles(atelier.page)).map((file) => file.name)).not.toContain(name);
  await expect(atelier.train).toBeEnabled();
}

test.describe('rows 17 to 19: what a network and its servers do', () => {
  // One file goes wrong; the other three are sound, and are asked for once.
  const AT_ONCE: [Fault, RegExp][] = [
    ['html', /this is a web page, not the file/],
    ['missing', /not there \(HTTP 404\)/],
    ['forbidden', /the server refuses \(HTTP 403\)/],
    ['otherData', /of another data set/],
    ['bomb', /larger than it should be|inflates to more/],
    ['endless', /larger than it should be/],
    ['redirect', /sends us to another address/],
  ];

  test('what can be told at once is refused with its own cause, and only that file is asked for again', async ({
    atelier,
    page,
    lively,
    answers,
  }) => {
    answers.set(IMAGES, 'html');
    await atelier.open(lively.url);
    for (const [fault, cause] of AT_ONCE) {
      const before = lively.requests.length;
      answers.set(IMAGES, fault);
      await expect(atelier.region('Data').getByRole('button', { name: 'Details' })).toBeVisible();
      await tryAgain(atelier);
      await expectRefused(atelier, IMAGES, cause);
      expect(asked(lively, before), fault).toEqual([IMAGES]);
    }
    const kept = (await storedFiles(page)).map((file) => file.name);
    expect(kept).toHaveLength(3);
    answers.set(IMAGES, 'ok');
    await tryAgain(atelier);
    await expect(page.getByText(SPLIT)).toBeVisible();
    expect(await storedFiles(page)).toHaveLength(4);
  });

  // These may pass, and are tried three times before they are told. There are more of their sort in tests/unit/storage/download.test.ts, where
  // nobody has to wait between two tries.
  const AFTER_RETRIES: [Fault, RegExp][] = [
    ['truncated', /file incomplete \([\d,]+ of [\d,]+ bytes\)/],
    ['encodedFlipped', /its checksum differs/],
    ['reset', /file incomplete|could not be reached/],
    ['throttled', /asked too often \(HTTP 429\)/],
  ];

  test('what may pass is tried three times, then refused with its cause', { tag: SELDOM }, async ({ atelier, page, lively, answers }) => {
    answers.set(LABELS, 'missing');
    await atelier.open(lively.url);
    for (const [fault, cause] of AFTER_RETRIES) {
      await expect(atelier.region('Data').getByRole('button', { name: 'Details' })).toBeVisible();
      const before = lively.requests.length;
      answers.set(LABELS, fault);
      await tryAgain(atelier);
      await expect.poll(() => asked(lively, before), { message: fault, timeout: 40_000 }).toEqual([LABELS, LABELS, LABELS]);
      await expectRefused(atelier, LABELS, cause);
    }
    answers.set(LABELS, 'ok');
    await tryAgain(atelier);
    await expect(page.getByText(SPLIT)).toBeVisible();
  });

  test('a server that unpacks on the way is as good', async ({ atelier, page, lively, answers }) => {
    answers.set('', 'encoded');
    await atelier.open(lively.url);
    await expect(page.getByText(SPLIT)).toBeVisible();
  });

  test('a stall is noticed after 15 seconds and retried; progress is exact to the byte meanwhile', { tag: SELDOM }, async ({
    atelier,
    page,
    lively,
    answers,
    tiny,
  }) => {
    answers.set(IMAGES, 'hanging');
    await atelier.open(lively.url);
    const first = tiny.packed.get(IMAGES)?.length ?? 0;
    const total = [...tiny.packed.values()].reduce((sum, { length }) => sum + length, 0);
    const progress = page.getByRole('progressbar', { name: 'Download progress' });
    await expect(progress).toHaveAttribute('aria-valuenow', String(Math.round((100 * (first >> 1)) / total)));
    await expect(atelier.region('Data')).toContainText(/stalled.*trying again in \d+ s/, { timeout: 25_000 });
    answers.set(IMAGES, 'ok');
    await expect(page.getByText(SPLIT)).toBeVisible();
  });

  test('a server that never answers keeps nobody waiting: the garments are there meanwhile', async ({ atelier, lively, answers }) => {
    answers.set('', 'silent');
    await atelier.open(lively.url);
    // Long before that is taken for a stall: nothing was asked again, nor of another server.
    expect(asked(lively)).toEqual([IMAGES]);
    await expect(atelier.region('Data')).toContainText(
      'Downloading Fashion-MNIST from this site. You are training on the built-in garments for now.',
    );
    await expect(atelier.region('Data')).toContainText('waiting for an answer');
    await expect(atelier.region('Data')).toContainText('10,800 train');
  });

  test('a slow network shows progress that only grows', async ({ atelier, page, lively, answers }) => {
    answers.set('', 'trickling');
    await page.goto(lively.url);
    const progress = page.getByRole('progressbar', { name: 'Download progress' });
    const seen: number[] = [];
    await expect
      .poll(async () => {
        seen.push(Number(await progress.getAttribute('aria-valuenow', { timeout: 1000 }).catch(() => seen.at(-1) ?? 0)));
        return page.getByText(SPLIT).isVisible();
      })
      .toBe(true);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(Math.max(...seen)).toBeLessThanOrEqual(100);
    await expect(atelier.train).toBeEnabled();
  });

  test('Cancel ends it at once, what had arrived is kept, and it can be taken up again', async ({ atelier, page, lively, answers }) => {
    answers.set(TEST_IMAGES, 'silent');
    await atelier.open(lively.url);
    await expect.poll(() => storedFiles(page)).toHaveLength(2);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(atelier.region('Data')).toContainText('The download was canceled. What has arrived is kept.');
    answers.set(TEST_IMAGES, 'ok');
    const before = lively.requests.length;
    await tryAgain(atelier);
    await expect(page.getByText(SPLIT)).toBeVisible();
    expect(asked(lively, before)).toEqual([TEST_IMAGES, 't10k-labels-idx1-ubyte.gz']);
  });
});

test('row 20: a damaged stored copy is found when it is loaded, and only that file is fetched again', async ({ atelier, page, lively }) => {
  await atelier.open(lively.url);
  await expect(page.getByText(SPLIT)).toBeVisible();
  await expect.poll(() => storedFiles(page)).toHaveLength(4);
  await damageStoredFile(page, LABELS);
  const before = lively.requests.length;
  await page.reload();
  await expect(page.getByText(SPLIT)).toBeVisible();
  expect(asked(lively, before)).toEqual([LABELS]);
});

test.describe('row 16: offline', () => {
  test.use({ serviceWorkers: 'allow' });

  test('at the first start the built-in garments work, and what is missing is said', async ({
    atelier,
    page,
    lively,
    answers,
    context,
  }) => {
    answers.set('', 'missing');
    await atelier.open(lively.url);
    await shellKept(atelier);
    await context.setOffline(true);
    await lively.close();
    await page.reload();
    await expect(atelier.train).toBeEnabled({ timeout: 60_000 });
    const data = atelier.region('Data');
    await expect(data).toContainText('Fashion-MNIST could not be downloaded.');
    await expect(data).toContainText('could not be reached');
    await expect(page.getByText('10,800 train · 1,200 validation · 2,000 test')).toBeVisible();
    // It is said before Train is pressed, also once the notice has been read and dismissed.
    await expect(page.getByText('Will train on the built-in garments: Fashion-MNIST could not be downloaded.')).toBeVisible();
    await data.getByRole('button', { name: 'Dismiss' }).click();
    await expect(data).not.toContainText('could not be reached');
    await expect(page.getByText('Will train on the built-in garments')).toBeVisible();
    await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 1, batchSize: 512 });
    await expect(atelier.testAccuracy).toHaveText(/%$/);
  });

  test('at the second visit everything is there: the shell, the images, the list they were checked by', async ({
    atelier,
    page,
    lively,
  }) => {
    await atelier.open(lively.url);
    await expect(page.getByText(SPLIT)).toBeVisible();
    await shellKept(atelier);
    await lively.close();
    await page.reload();
    await expect(page.getByText(SPLIT)).toBeVisible({ timeout: 60_000 });
    await atelier.trainToTheEnd({ preset: 'Softmax regression', epochs: 1 });
  });

  const shellKept = ({ page }: Atelier) => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
});

test.describe('files from disk', () => {
  const files = (
    tiny: TinyDataset,
    change: (name: string, bytes: Buffer) => Buffer = (_, bytes) => bytes,
    kind: 'packed' | 'inflated' = 'packed',
  ) => [...tiny[kind]].map(([name, bytes]) => ({ name, mimeType: '', buffer: change(name, bytes) }));
  const onlyImages = (change: (bytes: Buffer) => Buffer) => (name: string, bytes: Buffer) => (name === IMAGES ? change(bytes) : bytes);
  const flipped = (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 1 : byte)));
  const input = (atelier: Atelier) => atelier.region('Data').getByLabel('Files of Fashion-MNIST').first();

  test.beforeEach(({ answers }) => void answers.set('', 'missing'));

  test('bad ones are refused with the file and the cause, and nothing is stored; good ones are taken', async ({
    atelier,
    page,
    lively,
    tiny,
  }) => {
    const digits = tinyDataset({ train: 400, test: 100, seed: 9 });
    const BAD: [string, ReturnType<typeof files>, RegExp][] = [
      ['a flipped bit', files(tiny, onlyImages(flipped)), /checksum differs/],
      ['a flipped bit in an inflated file', files(tiny, onlyImages(flipped), 'inflated'), /checksum differs/],
      [
        'half a file',
        files(
          tiny,
          onlyImages((bytes) => bytes.subarray(0, bytes.length >> 1)),
        ),
        /file incomplete \([\d,]+ of [\d,]+ bytes\)/,
      ],
      [
        'a web page',
        files(
          tiny,
          onlyImages(() => Buffer.from('<!doctype html><p>Log in')),
        ),
        /this is a web page/,
      ],
      ['digits under the same names', files(digits), /another data set/],
      ['a file short', files(tiny).slice(1), /train-images is missing/],
    ];
    await atelier.open(lively.url);
    const data = atelier.region('Data');
    await expect(data).toContainText('HTTP 404');
    for (const [what, given, cause] of BAD) {
      await input(atelier).setInputFiles(given);
      await expect(data, what).toContainText(cause);
      await expect(data, what).toContainText('train-images');
      expect(await storedFiles(page), what).toEqual([]);
      await expect(atelier.train).toBeEnabled();
    }
    await input(atelier).setInputFiles(files(tiny, undefined, 'inflated'));
    await expect(page.getByText(SPLIT)).toBeVisible();
    await expect.poll(() => storedFiles(page)).toHaveLength(4);
    // A set that is here stays when worse is offered.
    await page.getByRole('button', { name: 'Browse images' }).click();
    await page
      .getByRole('dialog')
      .getByLabel('Files of Fashion-MNIST')
      .setInputFiles(files(tiny, onlyImages(flipped)));
    await page.keyboard.press('Escape');
    await expect(data).toContainText('These files could not be used.');
    await expect(data).toContainText(IMAGES);
    await expect(page.getByText(SPLIT)).toBeVisible();
  });

  test('packed files are taken when they are dropped on the panel, in their folder', async ({ atelier, page, lively, tiny }) => {
    const folder = mkdtempSync(join(tmpdir(), 'fashion-'));
    for (const { name, buffer } of files(tiny)) writeFileSync(join(folder, name), buffer);
    writeFileSync(join(folder, 'notes.txt'), 'not one of them');
    await atelier.open(lively.url);
    const box = await atelier.region('Data').boundingBox();
    const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 20];
    const session = await page.context().newCDPSession(page);
    const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
      session.send('Input.dispatchDragEvent', { type, x, y, data: { items: [], files: [folder], dragOperationsMask: 1 } });
    await drag('dragEnter');
    await drag('dragOver');
    await expect(page.getByText('Drop the files of Fashion-MNIST')).toBeVisible();
    await drag('drop');
    await expect(page.getByText(SPLIT)).toBeVisible();
    await expect(page.getByText('Drop the files')).toBeHidden();
  });

  test.describe('of different lengths', () => {
    test.use({ tinyOptions: { train: 400, test: 100, extraLabels: 3 } });

    test('labels that are more than the images are refused, though every checksum is right', async ({ atelier, page, lively, tiny }) => {
      await atelier.open(lively.url);
      await input(atelier).setInputFiles(files(tiny));
      const data = atelier.region('Data');
      await expect(data).toContainText('400 train images but 403 train labels');
      await expect(data).toContainText(`${IMAGES} and ${LABELS}`);
      expect(await storedFiles(page)).toEqual([]);
    });
  });
});
