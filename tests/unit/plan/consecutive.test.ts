import { expect, it } from 'vitest';
import { consecutive } from '../../../lab/plan/consecutive.ts';

it('keeps the order, and joins only what follows each other', () => {
  expect(consecutive([1, 3, 2, 5], (n) => n % 2)).toEqual([
    { key: 1, group: [1, 3] },
    { key: 0, group: [2] },
    { key: 1, group: [5] },
  ]);
  expect(consecutive([], () => null)).toEqual([]);
});
