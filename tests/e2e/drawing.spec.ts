import type { Page } from '@playwright/test';
import { type Atelier, expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';
import { CLOSED_SHIRT, pad, placeOn, SHIRT, stroke, type XY } from '@tests/e2e/support/pad';

test.use({ engine: 'wasm', tinyOptions: { train: 200, test: 20 } });

/** How bright the network's image is at a pixel, as it is shown on the page. */
const seenAt = (page: Page, [x, y]: XY) =>
  page.getByRole('img', { name: 'What the network sees' }).evaluate(
    (canvas, [column, row]) => {
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(column!, row!, 1, 1);
      return data[0]!;
    },
    [x, y],
  );

async function trained(atelier: Atelier, url: string): Promise<void> {
  await atelier.open(url);
  await atelier.trainToTheEnd({ preset: 'One hidden layer', epochs: 1 });
}

test('an outline is drawn, what helps is said, and one button fills it; a gap is marked before a fill runs out of it', async ({
  atelier,
  server,
  page,
}) => {
  await trained(atelier, server.url);
  const draw = atelier.region('Draw');
  await stroke(page, CLOSED_SHIRT);
  await expect(draw.getByText('It sees only a line.')).toBeVisible();
  expect(await seenAt(page, [14, 14])).toBe(0);
  await draw.getByRole('button', { name: 'Fill it' }).click();
  await expect.poll(() => seenAt(page, [14, 14])).toBeGreaterThan(150);
  await expect(draw.getByText('It sees only a line.')).toBeHidden();
  await expect(draw.getByRole('list', { name: 'Probabilities' })).toContainText(/\d+%/);
  expect(await findings(page)).toEqual([]);

  // What was drawn survives a reload.
  await page.reload();
  await expect.poll(() => seenAt(page, [14, 14])).toBeGreaterThan(150);

  await draw.getByRole('button', { name: 'Clear' }).click();
  await stroke(page, SHIRT);
  await draw.getByRole('button', { name: 'Fill', exact: true }).click();
  const inside = await placeOn(page, [14, 14]);
  await page.mouse.click(inside.x, inside.y);
  await expect(draw.getByText('The outline is open here')).toBeVisible();
  expect(await seenAt(page, [14, 14])).toBe(0);
  expect(await seenAt(page, [0, 26])).toBe(0);
  await draw.getByRole('button', { name: 'Close and fill' }).click();
  await expect.poll(() => seenAt(page, [14, 14])).toBeGreaterThan(150);
  expect(await seenAt(page, [0, 26])).toBe(0);
});

test('drawings are kept, labelled, counted, deleted and brought back, and the nearest training images stand beside an answer', async ({
  atelier,
  server,
  page,
}) => {
  await page.addInitScript(countSteps);
  await trained(atelier, server.url);
  const draw = atelier.region('Draw');
  // The tiny data set shows a class by a bright patch in a place of its own: its own sample is named right.
  await page.getByLabel('Load an example').selectOption({ label: 'Bag' });
  await draw.getByRole('button', { name: 'Keep drawing' }).click();
  await expect(draw.getByText('Kept. Enlarge the pad to see all your drawings.')).toBeVisible();
  await draw.getByRole('button', { name: 'Enlarge' }).focus();
  await page.keyboard.press('Enter');
  const kept = atelier.region('My drawings');
  await kept.getByLabel('What drawing 1 is').selectOption({ label: 'Bag' });
  await expect(kept.getByRole('heading', { name: /^My drawings: [01] of 1$/ })).toBeVisible();
  await draw.getByRole('button', { name: 'Keep drawing' }).click();
  await kept.getByLabel('What drawing 2 is').selectOption({ label: 'Coat' });
  await expect(kept.getByRole('heading', { name: 'My drawings: 1 of 2' })).toBeVisible();

  await page.getByText('Why this answer').click();
  await expect(atelier.region('Nearest training images').getByRole('listitem')).toHaveCount(3);
  await expect(page.getByRole('img', { name: /^Input gradient for / })).toBeVisible();
  expect(await findings(page)).toEqual([]);

  await kept.getByRole('button', { name: 'Delete drawing 1' }).click();
  await expect(kept.getByRole('heading', { name: 'My drawings: 0 of 1' })).toBeVisible();
  await kept.getByRole('button', { name: 'Undo delete' }).click();
  await expect(kept.getByRole('heading', { name: 'My drawings: 1 of 2' })).toBeVisible();

  const [download] = await Promise.all([page.waitForEvent('download'), exportAs(page, 'File, to import again')]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Draw' })).toBeHidden();

  // Stored, and imported again under the same ids: nothing is doubled.
  await page.reload();
  await draw.getByRole('button', { name: 'Enlarge' }).click();
  await expect(kept.getByRole('heading', { name: 'My drawings: 1 of 2' })).toBeVisible();
  await kept.getByLabel('File of drawings').setInputFiles(await download.path());
  await expect(kept.getByRole('button', { name: /^Open drawing/ })).toHaveCount(2);
  await kept.getByLabel('File of drawings').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await expect(kept.getByRole('alert')).toHaveText('There are no drawings in this file.');

  // Both are the same picture, so it is one that is added to training: shown in the Data panel, gone through in each epoch, and no test of that network any more.
  await kept.getByRole('button', { name: 'Learn from them' }).click();
  await expect(kept).toContainText('The next training learns from one drawing.');
  await page.keyboard.press('Escape');
  const added = atelier.region('Data').getByRole('group').filter({ hasText: 'Drawings to learn from' });
  await expect(added.locator('summary')).toContainText('1, each 50 times an epoch');
  await added.locator('summary').click();
  await expect(added.getByRole('list', { name: 'Drawings to learn from' }).getByRole('img')).toHaveCount(1);
  expect(await findings(page)).toEqual([]);
  await atelier.trainToTheEnd({ epochs: 1, batchSize: 1 });
  // A step for each of the 180 images that are not held out, and for each time that the drawing is shown.
  await expect.poll(() => page.evaluate(() => (window as unknown as { counted: { steps: number } }).counted.steps)).toBe(180 + 50);
  await draw.getByRole('button', { name: 'Enlarge' }).click();
  await expect(kept.getByRole('heading', { name: /\(2 learned from\)$/ })).toBeVisible();
});

/** Runs in the page before anything else: counts the steps of training that the worker tells. */
function countSteps(): void {
  const counted = { steps: 0 };
  Object.assign(window, { counted });
  const Plain = Worker;
  window.Worker = class extends Plain {
    constructor(...of: ConstructorParameters<typeof Worker>) {
      super(...of);
      this.addEventListener('message', ({ data }) => {
        if (data?.type === 'run' && data.event.news.type === 'steps') counted.steps += data.event.news.losses.length;
      });
    }
  };
}

async function exportAs(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: what }).click();
}

test('a photo, of a file or of the camera, becomes a picture as the data set has them; what is no picture, and no leave to use the camera, are said', async ({
  atelier,
  server,
  page,
}) => {
  await atelier.open(server.url);
  const draw = atelier.region('Draw');
  await draw.getByRole('button', { name: 'Photo' }).click();
  const photo = page.getByRole('dialog', { name: 'Photo' });
  await expect(photo).toContainText('Nothing is sent anywhere.');
  await photo.getByLabel('Picture file').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await expect(photo).toContainText('The browser cannot read this as a picture.');
  // What a browser answers where somebody says no, and a camera: one without windows has nobody to ask, and none.
  await page.evaluate(() => {
    MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  });
  await photo.getByRole('button', { name: 'Use the camera' }).click();
  await expect(photo).toContainText('The camera was not allowed.');

  await photo.getByLabel('Picture file').setInputFiles({ name: 'coat.png', mimeType: 'image/png', buffer: await darkOnWhite(page) });
  await expect(photo.getByRole('img', { name: 'What the network will see' })).toBeVisible();
  await expect(photo.getByRole('checkbox', { name: 'Invert brightness' })).toBeChecked();
  await expect(photo.getByRole('slider', { name: 'Background' })).toHaveAttribute('aria-valuetext', /^\d+%$/);
  expect(await findings(page)).toEqual([]);
  await photo.getByRole('button', { name: 'Use this picture' }).click();
  await expect(photo).toBeHidden();
  expect(await seenAt(page, [14, 14])).toBeGreaterThan(200);
  expect(await seenAt(page, [14, 0])).toBeGreaterThan(200);
  expect(await seenAt(page, [1, 14])).toBe(0);

  // The camera: taken, and drawn for the network in the place of nothing.
  await page.evaluate(() => {
    MediaDevices.prototype.getUserMedia = async () => {
      const scene = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
      const paint = scene.getContext('2d')!;
      // A stream of a canvas has pictures only while it is painted on.
      setInterval(() => {
        paint.fillStyle = '#fff';
        paint.fillRect(0, 0, 320, 240);
        paint.fillStyle = '#222';
        paint.fillRect(100, 60, 120, 120);
      }, 50);
      return scene.captureStream(20);
    };
  });
  await draw.getByRole('button', { name: 'Clear' }).click();
  await draw.getByRole('button', { name: 'Photo' }).click();
  await photo.getByRole('button', { name: 'Use the camera' }).click();
  await expect(photo.getByLabel('Camera', { exact: true })).toBeVisible();
  await photo.getByRole('button', { name: 'Take photo' }).click();
  await expect(photo.getByRole('img', { name: 'What the network will see' })).toBeVisible();
  await photo.getByRole('button', { name: 'Use this picture' }).click();
  await expect(photo).toBeHidden();
  await expect(page.getByRole('img', { name: 'What the network sees' })).toBeVisible();
  await expect(draw.getByRole('list', { name: 'Probabilities' })).toContainText(/\d+%/);
});

test('a boot that points to the right is drawn, taken for something else, and turned round, by the keyboard alone', async ({
  atelier,
  server,
  page,
}) => {
  await atelier.open(server.url);
  await atelier.dataset.selectOption({ label: 'Built-in garments' });
  await atelier.trainToTheEnd({ epochs: 1 });
  await pad(page).focus();
  await keyedLines(page, [
    [9, 5, 13, 5],
    [13, 7, 9, 7],
    [9, 9, 13, 9],
    [13, 11, 9, 11],
    [9, 13, 13, 13],
    [14, 15, 9, 15],
    [9, 17, 18, 17],
    [23, 19, 9, 19],
    [9, 21, 24, 21],
  ]);
  const draw = atelier.region('Draw');
  const turn = draw.getByRole('button', { name: 'Turn it round' });
  await expect(draw).toContainText('Fashion-MNIST’s shoes face left.');
  const answer = draw.getByRole('list', { name: 'Probabilities' });
  await expect(answer).not.toContainText(/Ankle boot [1-9]\d%/);
  const isTurn = () => turn.evaluate((button) => button === document.activeElement);
  for (let tabs = 0; tabs < 25 && !(await isTurn()); tabs++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(answer).toContainText(/Ankle boot [5-9]\d%/);
  await expect(turn).toBeHidden();
  // The focus has not fallen to the page.
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});

/** Lines [from x, from y, to x, to y] on the pad, straight or flat, by the arrow keys from its middle. */
async function keyedLines(page: Page, lines: readonly (readonly [number, number, number, number])[]): Promise<void> {
  let [x, y] = [14, 14];
  const go = async (toX: number, toY: number) => {
    for (; x !== toX; x += Math.sign(toX - x)) await page.keyboard.press(x < toX ? 'ArrowRight' : 'ArrowLeft');
    for (; y !== toY; y += Math.sign(toY - y)) await page.keyboard.press(y < toY ? 'ArrowDown' : 'ArrowUp');
  };
  for (const [fromX, fromY, toX, toY] of lines) {
    await go(fromX, fromY);
    await page.keyboard.down('Shift');
    await go(toX, toY);
    await page.keyboard.up('Shift');
  }
}

/** A PNG of a dark upright rectangle on white. */
async function darkOnWhite(page: Page): Promise<Buffer> {
  const address = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 300, height: 200 });
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#f4f2ee';
    context.fillRect(0, 0, 300, 200);
    context.fillStyle = '#202038';
    context.fillRect(60, 30, 70, 140);
    return canvas.toDataURL('image/png');
  });
  return Buffer.from(address.split(',')[1] ?? '', 'base64');
}

test.describe('on a phone on its side', () => {
  test.use({ viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true });

  test('the pad is not covered, fills the screen when enlarged, and a flick swallows no tap', async ({ atelier, server, page }) => {
    await atelier.open(server.url);
    await page.getByRole('button', { name: 'Draw', exact: true }).tap();
    await expect(pad(page)).toBeVisible();
    const surface = (await pad(page).boundingBox())!;
    const bar = (await atelier.region('Run').boundingBox())!;
    expect(surface.y + surface.height).toBeLessThanOrEqual(bar.y);
    expect(surface.height).toBeGreaterThan(180);

    // Chrome swallows the tap after a quick stroke that it takes for a fling, which here it never does: what keeps it from that is what is tested.
    expect(await flick(page)).toEqual([true, true, true, true]);
    const clear = page.getByRole('button', { name: 'Clear' });
    await clear.tap();
    await expect(clear).toHaveAttribute('aria-disabled', 'true');

    await page.getByRole('button', { name: 'Enlarge' }).tap();
    const large = (await pad(page).boundingBox())!;
    expect(large.height).toBeGreaterThan(340);
    await page.getByRole('button', { name: 'Shrink' }).tap();
    await expect(page.getByRole('dialog', { name: 'Draw' })).toBeHidden();
  });
});

/** A stroke as quick as a fling, by the browser's own touch events. Gives for each move whether the page kept it from the browser's gestures. */
async function flick(page: Page): Promise<boolean[]> {
  const prevented = await page.evaluateHandle(() => {
    const list: boolean[] = [];
    window.addEventListener('touchmove', (event) => list.push(event.defaultPrevented), { passive: true });
    return list;
  });
  const from = await placeOn(page, [6, 20]);
  const to = await placeOn(page, [20, 8]);
  const browser = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    browser.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [from]);
  for (let k = 1; k <= 4; k++) {
    await touch('touchMove', [{ x: from.x + ((to.x - from.x) * k) / 4, y: from.y + ((to.y - from.y) * k) / 4 }]);
  }
  await touch('touchEnd', []);
  return prevented.jsonValue();
}
