import { expect, test } from '@tests/e2e/support/app';

test.use({ engine: 'wasm' });

test('everything has the name that people look for', async ({ atelier, server, page }) => {
  await atelier.open(server.url);
  for (const name of ['Data', 'Network', 'Training', 'Curves', 'Confusion matrix', 'Samples', 'Draw']) {
    await expect(atelier.region(name)).toHaveCount(1);
  }
  await atelier.unfold('Data', 'Split');
  for (const name of ['Epochs', 'Batch size', 'Learning rate', 'Validation share', 'Seed'])
    await expect(atelier.field(name)).toHaveCount(1);
  for (const name of ['Test accuracy', 'Validation accuracy', 'Total parameters', 'Backend']) {
    await expect(page.getByRole('status', { name, exact: true })).toHaveCount(1);
  }
  await expect(page.getByRole('progressbar', { name: 'Training progress' })).toHaveCount(1);
  await expect(page.getByRole('application', { name: 'Drawing' })).toHaveCount(1);
  await expect(atelier.dataset.getByRole('option')).toHaveText([
    'Fashion-MNIST',
    'Built-in garments',
    'MNIST',
    'KMNIST',
    'Flight prices',
    'Open files …',
  ]);
  await expect(atelier.preset.getByRole('option')).toHaveText([
    'Empty',
    /^Softmax regression/,
    /^One hidden layer/,
    /^MLP/,
    /^Small CNN/,
    /^CNN with batch norm/,
    'Most frequent class',
    'Logistic regression',
    'k nearest neighbors',
    'Decision tree',
    'Random forest',
  ]);
  await atelier.trainToTheEnd({ epochs: 1 });
  await expect(atelier.matrix.getByRole('columnheader')).toHaveCount(10);
  await expect(atelier.matrix.getByRole('rowheader')).toHaveCount(10);
  await expect(atelier.matrix.getByRole('cell')).toHaveCount(100);
  expect(await atelier.matrixSum()).toBe(100);
});
