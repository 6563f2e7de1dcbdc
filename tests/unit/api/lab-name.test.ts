import { expect, it } from 'vitest';
import { ownLabName } from '../../../lab/api/lab-name.ts';
import { UsageError } from '../../../lab/errors.ts';

it("is the lab file's with a suffix", () => {
  expect(ownLabName('reference', '1a2b')).toBe('reference-1a2b');
});

it.each([26, 27, 28, 32])('keeps within 32 characters where the lab file has a name of %i', (length) => {
  const name = ownLabName('a'.repeat(length), '1a2b');
  expect(name).toBe(`${'a'.repeat(Math.min(length, 27))}-1a2b`);
  expect(name.length).toBeLessThanOrEqual(32);
});

it('is the name asked for, as it stands', () => {
  expect(ownLabName('reference', '1a2b', 'mine')).toBe('mine');
});

it.each(['Mine', '', '1st', 'a b', 'a'.repeat(33)])('cannot be %j', (asked) => {
  expect(() => ownLabName('reference', '1a2b', asked)).toThrow(UsageError);
  expect(() => ownLabName('reference', '1a2b', asked)).toThrow('a lab is called by 1 to 32 of a-z 0-9 -');
});
