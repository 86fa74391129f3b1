import { expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';
import { near, softmaxTable } from '@tests/e2e/support/followed-page';

test.use({ engine: 'wasm', tinyOptions: { train: 100, test: 20 } });

test('a look inside: every layer of one image, a map by itself, and where the answer comes from', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ preset: 'Small CNN', epochs: 1 });
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Network' }).click();
  const inside = atelier.region('Inside the network');
  await expect(inside.getByRole('region', { name: /^(conv2d|max_pooling2d|flatten|dense)/ })).toHaveCount(7);
  await expect(inside.getByRole('region', { name: 'conv2d_1' }).getByRole('button')).toHaveCount(64);
  const answers = inside.getByRole('region', { name: 'Answer', exact: true }).getByRole('listitem');
  await expect(answers.first()).toContainText('%');
  const shares = await answers.allTextContents();
  const sum = shares.reduce((total, text) => total + Number(text.match(/([\d.]+)%/)?.[1]), 0);
  expect(Math.abs(sum - 100)).toBeLessThan(1);
  // Followed by hand: the probabilities are the softmax of the logits.
  await inside.getByRole('button', { name: 'Show every number' }).click();
  const { z, powers, p } = await softmaxTable(page);
  const most = Math.max(...z);
  near(
    powers,
    z.map((logit) => Math.exp(logit - most)),
  );
  near(
    p,
    powers.map((power) => power / powers.reduce((total, one) => total + one, 0)),
  );
  near(
    shares.map((text) => Number(text.match(/([\d.]+)%/)?.[1])),
    p.map((share) => 100 * share),
    0.06,
  );

  // By the keyboard alone: another image, another method, a map, and back.
  const images = inside.getByRole('group', { name: 'Image' }).getByRole('radio');
  await images.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(images.nth(1)).toBeChecked();
  const why = atelier.region('Why this answer');
  await expect(why.getByRole('img', { name: /^Grad-CAM for / })).toBeVisible();
  await why.getByRole('radio', { name: 'Grad-CAM' }).focus();
  for (const name of ['Input gradient', 'Occlusion']) {
    await page.keyboard.press('ArrowRight');
    await expect(why.getByRole('img', { name: new RegExp(`^${name} for `) })).toBeVisible();
  }
  await why.getByRole('combobox', { name: 'Class' }).selectOption({ label: 'Coat' });
  await expect(why.getByRole('img', { name: 'Occlusion for Coat' })).toBeVisible();
  await inside.getByRole('button', { name: 'conv2d, channel 3', exact: true }).focus();
  await page.keyboard.press('Enter');
  const map = page.getByRole('dialog', { name: 'conv2d, channel 3 of 32' });
  await expect(map).toContainText('Receptive field3 × 3');
  // A pixel by the arrow keys: what it depends on, and how its kernel makes it.
  const pixels = map.getByRole('slider');
  await pixels.focus();
  for (const key of ['Home', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  await expect(pixels).toHaveAttribute('aria-valuetext', /^Row 2, column 2: .*, from rows 1 to 3 and columns 1 to 3 of the image$/);
  await expect(map.getByRole('region', { name: 'Receptive field' })).toContainText(/adds up to .*before relu/);
  await expect(map.getByRole('img', { name: /kernel over its input$/ })).toBeVisible();
  // Followed by hand: the value of the pixel is relu of the products' sum and the bias.
  await map.getByRole('button', { name: 'Show every number' }).click();
  const texts = await map.getByRole('table', { name: 'Every number' }).getByRole('cell').allTextContents();
  const cells = texts.map((text) => Number(text.replace('−', '-')));
  expect(cells).toHaveLength(27);
  const products = [0, 3, 6, 9, 12, 15, 18, 21, 24].map((at) => cells[at]! * cells[at + 1]!);
  const said = (await map.getByText(/^Sum .* \+ bias /).textContent())?.replaceAll('−', '-');
  const [added = Number.NaN, bias = Number.NaN, total = Number.NaN] = (said ?? '').match(/-?\d[\d.e-]*/g)?.map(Number) ?? [];
  expect(products.reduce((all, product) => all + product, 0)).toBeCloseTo(added, 3);
  expect(added + bias).toBeCloseTo(total, 3);
  const value = Number((await pixels.getAttribute('aria-valuetext'))?.match(/: (-?[\d.e-]+)/)?.[1]);
  expect(Math.max(0, total)).toBeCloseTo(value, 2);
  // The images that excite it: each opens by itself, and leads back.
  await map.getByRole('button', { name: 'Find images' }).click();
  const found = map.getByRole('button', { name: /^Open the image: / });
  await expect(found).toHaveCount(10);
  expect(await findings(page, 'dialog[open]')).toEqual([]);
  await found.first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: /^Images: / })).toContainText('Validation image');
  await page.keyboard.press('Escape');
  await expect(found.first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(map).toBeHidden();
  // A unit of a row, too.
  await inside.getByRole('slider', { name: /^dense:/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const unit = page.getByRole('dialog', { name: 'dense, unit 2 of 128' });
  await expect(unit).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(unit).toBeHidden();
  await expect(inside.getByRole('slider', { name: /^dense:/ })).toBeFocused();
  // A logit: what arrives times its weights, and the bias.
  const [first = Number.NaN] = (await softmaxTable(page)).z;
  await inside.getByRole('slider', { name: /^dense_1:/ }).focus();
  await page.keyboard.press('Enter');
  const logit = page.getByRole('dialog', { name: /^dense_1, .* of 10$/ });
  await logit.getByRole('button', { name: 'Show every number' }).click();
  await expect(logit.getByRole('table', { name: 'Every number' }).getByRole('row')).toHaveCount(129);
  const logitWords = (await logit.getByText(/^Sum .* \+ bias /).textContent())?.replaceAll('−', '-');
  near([Number(logitWords?.match(/= (\S+)$/)?.[1])], [first], 2e-3);
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(why).toBeVisible();
  expect(await findings(page, 'main')).toEqual([]);
});

test('a network is built in its own view, by mouse and by keyboard', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.preset.selectOption({ label: 'Empty' });
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Network' }).click();
  const inside = atelier.region('Inside the network');
  const lines = inside.getByRole('list', { name: 'Blocks' }).locator('[data-head]');
  const insert = (before: string) => inside.getByRole('button', { name: `Insert a layer before ${before}`, exact: true });
  // By mouse: a convolution, its options in place, and a copy of it.
  await insert('Output').click();
  await page.getByRole('button', { name: 'Add Conv2D', exact: true }).click();
  await inside.getByRole('spinbutton', { name: 'filters' }).fill('4');
  await inside.getByRole('button', { name: 'Duplicate Conv2D', exact: true }).click();
  await expect(lines).toHaveText([/Conv2D/, /Conv2D/]);
  // What is wrong stands at its block, and is mended there.
  await inside.getByRole('button', { name: 'Add Flatten', exact: true }).click();
  await expect(lines).toHaveText([/Conv2D/, /Conv2D/, /Flatten/]);
  // By keyboard: the copy goes, pooling comes in its place and is moved.
  await lines.nth(1).focus();
  await page.keyboard.press('Delete');
  await insert('Conv2D').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add MaxPooling2D', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(lines.first()).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(lines).toHaveText([/Conv2D/, /MaxPooling2D/, /Flatten/]);
  await expect(inside.getByText(/^40 ·/)).toBeVisible();
  await expect(atelier.region('Network').getByRole('button', { name: /^Drag / })).toHaveCount(3);
  await inside.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(lines).toHaveText([/MaxPooling2D/, /Conv2D/, /Flatten/]);
  await inside.getByRole('button', { name: 'Redo', exact: true }).click();
  await expect(lines).toHaveText([/Conv2D/, /MaxPooling2D/, /Flatten/]);
  await inside.getByRole('radio', { name: 'Fit' }).check();
  await expect(insert('Output')).toBeHidden();
  expect(await findings(page)).toEqual([]);
  // On a phone three stand in a row, so that the whole of a deep network is seen.
  await page.setViewportSize({ width: 390, height: 844 });
  const cards = inside.getByRole('list', { name: 'Blocks' }).getByRole('listitem');
  const boxes = await Promise.all((await cards.all()).map((card) => card.boundingBox()));
  expect(new Set(boxes.map((box) => box?.x)).size).toBe(3);
  expect(await findings(page)).toEqual([]);
});

test('earlier epochs are looked back at, the health of each layer is told, and nothing is asked while the view is closed', async ({
  atelier,
  server,
  page,
}) => {
  await page.addInitScript(() => {
    const asked: string[] = [];
    Object.assign(window, { asked });
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (this: Worker, message: { type?: string }, ...rest: unknown[]) {
      if (/^(inspect|explain|health|keptEpochs|channelWeights|exciting|samplesAt)$/.test(message?.type ?? ''))
        asked.push(String(message.type));
      return (postMessage as (...all: unknown[]) => void).call(this, message, ...rest);
    };
  });
  const asked = () => page.evaluate(() => (window as unknown as { asked: string[] }).asked);
  const view = (name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name, exact: true }).click();
  await atelier.open(server.url);
  await atelier.trainToTheEnd({ preset: 'One hidden layer', epochs: 2 });
  expect(await asked()).toEqual([]);
  await view('Network');
  const inside = atelier.region('Inside the network');
  // The start and both epochs are kept, and "now" comes last.
  const back = inside.getByRole('slider', { name: 'Look back' });
  await expect(back).toHaveAttribute('max', '3');
  await expect(back).toHaveAttribute('aria-valuetext', 'now');
  const health = inside.getByRole('group').filter({ hasText: 'Health' }).last();
  await health.locator('summary').click();
  await expect(health.getByRole('img', { name: /^Gradients, from / })).toHaveAttribute('aria-label', /at epoch 0, .* at epoch 2$/);
  expect(await findings(page, 'main')).toEqual([]);
  await back.focus();
  await page.keyboard.press('Home');
  await expect(inside.getByText('The network before training is shown.')).toBeAttached();
  await expect(inside.getByText('after epoch 0', { exact: true })).toBeVisible();
  // What was opened stays open while other numbers come in, of another moment or another image.
  await expect(health.getByRole('img', { name: /^Gradients, from / })).toBeVisible();
  await inside.getByRole('group', { name: 'Image' }).getByRole('radio').nth(2).check({ force: true });
  await expect(inside.getByRole('region', { name: /^dense/ }).first()).toBeVisible();
  await expect(health.getByRole('img', { name: /^Gradients, from / })).toBeVisible();
  // The panels of Live follow, and say so.
  await view('Live');
  await expect(atelier.region('Samples')).toContainText('validation, epoch 0');
  await expect(atelier.region('Confusion matrix')).toContainText(/epoch 0/);
  expect(await findings(page, 'main')).toEqual([]);
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(atelier.region('Samples')).toContainText('validation, epoch 2');
  const before = (await asked()).length;
  await atelier.trainToTheEnd({ epochs: 1 });
  expect((await asked()).slice(before)).toEqual([]);
  await view('Network');
  await health.locator('summary').click();
  // Charts and matrix are not drawn anew while they are hidden and a network learns; shown again, it is up to date.
  await page
    .locator('[hidden]')
    .filter({ has: page.getByText('Confusion matrix') })
    .evaluate((live) => {
      const seen = { changes: 0 };
      Object.assign(window, { seen });
      const observer = new MutationObserver((changes) => {
        seen.changes += changes.length;
      });
      for (const drawn of live.querySelectorAll('table, svg'))
        observer.observe(drawn, { subtree: true, childList: true, characterData: true, attributes: true });
    });
  await atelier.trainToTheEnd({ epochs: 3 });
  // The run before said that it had finished too.
  await expect(page.getByText('Finished 3 epochs', { exact: true })).toBeVisible();
  // And what was opened of the run before is open of this one.
  await expect(health.getByRole('img', { name: /^Gradients, from / })).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { seen: { changes: number } }).seen.changes)).toBe(0);
  await view('Live');
  await expect(atelier.region('Samples')).toContainText('validation, epoch 3');
});
