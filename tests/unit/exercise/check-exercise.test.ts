import { describe, expect, it } from 'vitest';
import { exerciseFaults } from '../../../lab/exercise/check-exercise.ts';
import { packageFile } from '../../../lab/package-file.ts';

const FOLDER = packageFile('templates/exercise');
const CHECK = { title: 'c', observe: () => Promise.reject(new Error('not looked at')) };
const ITEM = { name: 'a', points: 10, check: CHECK, reason: 'r' };
const TASK = { items: [ITEM], hints: [], solution: {} };
const RIGHT = { title: 't', goal: 'g', minutes: 5, variants: [null], task: () => TASK };
const faultsOf = (definition: object): string =>
  exerciseFaults(definition, FOLDER)
    .map(({ key, what, hint }) => [key, what, hint].join(' '))
    .join('\n');

describe('exerciseFaults', () => {
  it('finds nothing in one that is right', () => {
    expect(faultsOf(RIGHT)).toBe('');
  });

  it.each([
    [{ ...RIGHT, titel: 'x' }, /titel there is no such key.*title/],
    [{ ...RIGHT, minutes: 0 }, /minutes/],
    [{ ...RIGHT, task: undefined }, /task is missing/],
    [{ ...RIGHT, task: () => ({ ...TASK, items: [] }) }, /nothing to grade/],
    [{ ...RIGHT, task: () => ({ ...TASK, items: [{ ...ITEM, points: -1 }] }) }, /points of 'a'/],
    [{ ...RIGHT, task: () => ({ ...TASK, items: [ITEM, ITEM] }) }, /'a' is there twice/],
    [{ ...RIGHT, task: () => ({ ...TASK, items: [{ ...ITEM, check: null }] }) }, /check of 'a' is no check/],
    [{ ...RIGHT, task: () => ({ ...TASK, start: { faults: [{ fault: 'wrong-pks' }] } }) }, /no such fault/],
    [
      { ...RIGHT, task: () => ({ ...TASK, wrongWays: [{ title: 'w', does: {}, fails: ['b'] }] }) },
      /no such item/,
    ],
    [
      {
        ...RIGHT,
        task: () => {
          throw new Error('boom');
        },
      },
      /throws/,
    ],
  ])('of %o says what is wrong', (definition, message) => {
    expect(faultsOf(definition)).toMatch(message);
  });
});
