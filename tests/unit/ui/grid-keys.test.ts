import { expect, it } from 'vitest';
import { cellAfter } from '@/ui/grid-keys';

it('moves inside a grid whose last row is shorter, and never out of it', () => {
  const grid = { columns: 4, count: 10, page: 2 };
  expect(cellAfter('ArrowRight', 3, grid)).toBe(4);
  expect(cellAfter('ArrowRight', 9, grid)).toBe(9);
  expect(cellAfter('ArrowLeft', 0, grid)).toBe(0);
  expect(cellAfter('ArrowDown', 1, grid)).toBe(5);
  expect(cellAfter('ArrowDown', 7, grid)).toBe(7);
  expect(cellAfter('ArrowUp', 2, grid)).toBe(2);
  expect(cellAfter('PageDown', 0, grid)).toBe(8);
  expect(cellAfter('PageDown', 3, grid)).toBe(7);
  expect(cellAfter('PageUp', 9, grid)).toBe(1);
  expect(cellAfter('Home', 7, grid)).toBe(0);
  expect(cellAfter('End', 7, grid)).toBe(9);
  expect(cellAfter('toString', 7, grid)).toBeNull();
});
