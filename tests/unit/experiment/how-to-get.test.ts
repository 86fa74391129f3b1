import { expect, it } from 'vitest';
import { type OwnId, storeEntry } from '@/experiment/data/own';
import { howToGet } from '@/experiment/words/how-to-get';

it('data are got in the Data panel, or from the files that they were opened from', () => {
  expect(howToGet('fashion-mnist')).toBe('Get them in the Data panel.');
  const opened = (digit: string, files: string[]) => {
    const id: OwnId = `own-${digit.repeat(64)}`;
    storeEntry(id, {
      kind: 'images',
      name: 'Pets',
      itemShape: [8, 8, 1],
      classNames: ['cat', 'dog'],
      counts: { train: 8, test: 2 },
      files,
    });
    return howToGet(id);
  };
  expect(opened('e', ['pets.zip'])).toMatch(/^They were opened from pets\.zip: open the same file again/);
  expect(opened('f', ['a.gz', 'b.gz'])).toMatch(/^They were opened from a\.gz, b\.gz: open the same files again/);
});
