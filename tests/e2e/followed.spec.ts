import { expect, test } from '@tests/e2e/support/app';
import { findings } from '@tests/e2e/support/axe';
import { FollowedPage, near, sigmoid } from '@tests/e2e/support/followed-page';

test.use({ engine: 'wasm', tinyOptions: { train: 300, test: 60 } });

test('d1’s first example is followed by hand: every number follows from those before it', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await page.getByRole('button', { name: 'Experiments' }).click();
  const experiments = page.getByRole('dialog', { name: 'Published experiments' });
  await experiments.getByRole('button', { name: /^d1-from-scratch/ }).click();
  await experiments.getByRole('button', { name: 'Use this experiment' }).click();
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Network' }).click();
  const followed = new FollowedPage(page);
  await followed.open();
  expect(await findings(page, 'dialog[open]')).toEqual([]);

  // Forward: all inputs of all twelve neurons, and the one output.
  const z1 = await followed.results();
  const read = await followed.allRows();
  expect(read.map(({ rows }) => rows.length)).toEqual(Array(12).fill(784));
  const x = column(read[0]!.rows, 0);
  const w1 = read.map(({ rows }) => column(rows, 1));
  const b1 = read.map(({ bias }) => bias);
  near(
    read.flatMap(({ rows }) => column(rows, 2)),
    w1.flatMap((weights) => times(weights, x)),
  );
  near(z1, sums(w1, x, b1), 2e-4);
  await followed.nextLine('A1 ← sigmoid(Z1)');
  const a1 = await followed.results();
  near(a1, z1.map(sigmoid));
  await followed.nextLine('Z2 ← W2 · A1 + b2');
  const z2 = await followed.results();
  const [output = { rows: [], bias: Number.NaN }] = await followed.allRows();
  const w2 = column(output.rows, 1);
  near(column(output.rows, 0), a1);
  near(z2, sums([w2], a1, [output.bias]), 2e-4);
  await followed.nextLine('A2 ← sigmoid(Z2)');
  const [a2 = Number.NaN] = await followed.results();
  near([a2], z2.map(sigmoid));
  await followed.nextLine('loss ← cross_entropy(A2, y)');
  const y = await followed.target();
  const loss = await followed.last();
  near([loss], [-Math.log(y === 1 ? a2 : 1 - a2)]);

  // Back, by the keyboard: each gradient is its formula with the numbers in it.
  await followed.nextLineByKey('dZ2 ← A2 − y');
  const [dz2 = Number.NaN] = await followed.results();
  near([dz2], [a2 - y]);
  await followed.nextLineByKey('dW2 ← dZ2 · A1');
  const dw2 = column(await followed.rows(), 2);
  near(
    dw2,
    a1.map((a) => dz2 * a),
  );
  await followed.nextLineByKey('db2 ← dZ2');
  near([await followed.last()], [dz2]);
  await followed.nextLineByKey('dA1 ← W2 · dZ2');
  const da1 = await followed.results();
  near(
    da1,
    w2.map((weight) => weight * dz2),
  );
  await followed.nextLineByKey("dZ1 ← dA1 · sigmoid'(Z1)");
  const dz1 = await followed.results();
  near(
    dz1,
    da1.map((gradient, k) => gradient * a1[k]! * (1 - a1[k]!)),
  );
  await followed.nextLineByKey('dW1 ← dZ1 · X');
  await followed.neuron(3);
  near(
    column(await followed.rows(), 2),
    x.map((input) => dz1[3]! * input),
  );
  await followed.nextLine('db1 ← dZ1');
  near(await followed.results(), dz1);
  await followed.nextLine('W2 ← update(W2, dW2)');
  const newW2 = column(await followed.rows(), 2);
  near(newW2, stepped(w2, dw2));
  await followed.nextLine('b2 ← update(b2, db2)');
  const newB2 = await followed.last();
  near([newB2], stepped([output.bias], [dz2]));
  await followed.nextLine('W1 ← update(W1, dW1)');
  const newW1 = (await followed.allRows()).map(({ rows }) => column(rows, 2));
  near(
    newW1.flat(),
    w1.flatMap((weights, k) =>
      stepped(
        weights,
        x.map((input) => dz1[k]! * input),
      ),
    ),
  );
  await followed.nextLine('b1 ← update(b1, db1)');
  await followed.nextLine('loss of the same example again');
  const hidden = sums(newW1, x, stepped(b1, dz1)).map(sigmoid);
  const [answer = Number.NaN] = sums([newW2], hidden, [newB2]).map(sigmoid);
  const newLoss = await followed.newLoss();
  near([newLoss], [-Math.log(y === 1 ? answer : 1 - answer)], 2e-4);
  expect(newLoss).toBeLessThan(loss);

  // The step itself is the engine's: its weights are those that were worked out, to the last digit shown.
  await page.getByRole('button', { name: 'Next example' }).click();
  await expect(followed.dialog).toContainText('Example 2 of ');
  near(column(await followed.rows(), 1), newW1[0]!);
  await page.getByRole('button', { name: /^Run it \d+ times$/ }).click();
  await expect(followed.dialog).toContainText(/Mean loss of these steps: \d/);
  await expect(page.getByRole('progressbar', { name: 'Steps' })).toBeHidden();
});

test('a number to predict is followed: its loss, its gradient, and the step that the engine makes', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  await atelier.dataset.selectOption({ label: 'Flight prices' });
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Network' }).click();
  const followed = new FollowedPage(page);
  await followed.open();
  await expect(followed.dialog.getByRole('figure')).toContainText(/Row [\d,]+ of the table.*Price \(₹\): [\d,]+, y = /);
  await expect(followed.numbers.getByRole('rowheader', { name: /: / }).first()).toBeVisible();
  const go = (code: string) =>
    followed.dialog.getByRole('region', { name: 'Algorithm' }).getByRole('button', { name: code, exact: true }).click();
  await go('A2 ← linear(Z2)');
  const [a = Number.NaN] = await followed.results();
  const y = await followed.standardized();
  await go('loss ← mean_squared_error(A2, y)');
  near([await followed.last()], [(a - y) ** 2], 2e-4);
  await go('dZ2 ← slope of the loss');
  near(await followed.results(), [2 * (a - y)], 2e-4);
  await go('W2 ← update(W2, dW2)');
  const after = (await followed.rows()).map((row) => row.at(-1) ?? Number.NaN);
  await page.getByRole('button', { name: 'Next example' }).click();
  await expect(followed.dialog).toContainText('Example 2 of ');
  await go('W2 ← update(W2, dW2)');
  near(column(await followed.rows(), 0), after);
  expect(await findings(page, 'dialog[open]')).toEqual([]);
});

const column = (rows: readonly number[][], at: number): number[] => rows.map((row) => row[at] ?? Number.NaN);
const times = (a: readonly number[], b: readonly number[]): number[] => a.map((value, k) => value * b[k]!);

/** Each neuron's weighted sum. */
const sums = (weights: readonly number[][], inputs: readonly number[], biases: readonly number[]): number[] =>
  weights.map((own, k) => times(own, inputs).reduce((sum, product) => sum + product, biases[k]!));

/** Plain gradient descent with d1's learning rate. */
const stepped = (values: readonly number[], gradients: readonly number[]): number[] =>
  values.map((value, k) => value - 0.01 * gradients[k]!);
