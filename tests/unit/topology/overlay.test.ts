import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMap, overlay } from '../../../lab/topology/overlay.ts';

describe('overlay', () => {
  it.each([
    ['merges maps', { a: { b: 1 } }, { a: { c: 2 }, d: 3 }, { a: { b: 1, c: 2 }, d: 3 }],
    ['replaces scalars', { a: 1, b: 2 }, { a: 'x' }, { a: 'x', b: 2 }],
    ['replaces lists as a whole', { a: [1, 2], b: [{ c: 1 }] }, { a: [3], b: [{}] }, { a: [3], b: [{}] }],
    ['empties with an empty list', { a: [1] }, { a: [] }, { a: [] }],
    ['changes nothing with an empty map', { a: { b: 1 } }, { a: {} }, { a: { b: 1 } }],
    [
      'replaces one kind with another',
      { a: { b: 1 }, c: [1] },
      { a: [], c: { d: 1 } },
      { a: [], c: { d: 1 } },
    ],
    ['removes with null', { a: { b: 1, c: 2 }, d: 1 }, { a: { b: null }, d: null }, { a: { c: 2 } }],
    ['keeps a null that removes nothing', { a: {} }, { a: { b: null } }, { a: { b: null } }],
    ['keeps nulls in lists', { a: [1] }, { a: [null] }, { a: [null] }],
    ['knows own keys only', {}, { toString: null }, { toString: null }],
  ])('%s', (_, base, over, result) => {
    expect(overlay(base, over)).toEqual(result);
  });

  it("keeps the base's order, with what is new after it", () => {
    expect(Object.keys(overlay({ b: 1, a: 1 }, { c: 1, a: 2, b: null }) as object)).toEqual(['a', 'c']);
  });
});

const labs = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.integer(), fc.array(fc.integer(), { maxLength: 2 }), tie('map')),
  map: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('value'), { noNullPrototype: true }),
})).map;

/** What has to be laid over a base to get a target. */
function difference(base: Record<string, unknown>, target: Record<string, unknown>): Record<string, unknown> {
  const removed = Object.keys(base).filter((key) => !(key in target));
  return {
    ...Object.fromEntries(removed.map((key) => [key, null])),
    ...Object.fromEntries(
      Object.entries(target).map(([key, value]) => {
        const under = base[key];
        return [key, isMap(under) && isMap(value) ? difference(under, value) : value];
      }),
    ),
  };
}

describe('any two lab files', () => {
  it('differ by a file that, laid over one, gives the other', () => {
    fc.assert(
      fc.property(labs, labs, (base, target) => {
        const before = structuredClone(base);
        const over = difference(base, target);
        expect(overlay(base, over)).toEqual(target);
        expect(base).toEqual(before);
      }),
    );
  });
});
