import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ClassBars } from '@/features/data/task/class-bars';

const isStaggered = (classes: number, count: number): boolean => {
  const counts = Array.from({ length: classes }, (_, k) => ({ name: `Class ${k}`, count }));
  const markup = renderToStaticMarkup(
    createElement(ClassBars, { title: 'Classes', subtitle: '', counts, most: count, classes, item: 'image', onOpen: () => undefined }),
  );
  return markup.includes('data-staggered');
};

it('gives numbers that are wider than their bars the room of two', () => {
  expect(isStaggered(10, 1080)).toBe(true);
  expect(isStaggered(10, 999)).toBe(false);
  expect(isStaggered(2, 30_000)).toBe(false);
});
