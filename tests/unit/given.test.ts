import { expect, it } from 'vitest';
import { given } from '../../lab/given.ts';

it('leaves out what is undefined, and nothing else', () => {
  const left = given({ hint: undefined, count: 0, text: '', off: false, none: null });
  expect(Object.entries(left)).toEqual([
    ['count', 0],
    ['text', ''],
    ['off', false],
    ['none', null],
  ]);
});
