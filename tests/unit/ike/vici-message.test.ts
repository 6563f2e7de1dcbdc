import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage } from '../../../lab/ike/vici-message.ts';
import type { ViciMessage } from '../../../lab/ike/vici-message.ts';

const EXAMPLE: ViciMessage = {
  key1: 'value1',
  section1: { 'sub-section': { key2: 'value2' }, list1: ['item1', 'item2'] },
};

/** The encoding example of the VICI protocol description, section "Encoding example". */
const EXAMPLE_BYTES = Buffer.concat([
  Buffer.from([3, 4]),
  Buffer.from('key1'),
  Buffer.from([0, 6]),
  Buffer.from('value1'),
  Buffer.from([1, 8]),
  Buffer.from('section1'),
  Buffer.from([1, 11]),
  Buffer.from('sub-section'),
  Buffer.from([3, 4]),
  Buffer.from('key2'),
  Buffer.from([0, 6]),
  Buffer.from('value2'),
  Buffer.from([2, 4, 5]),
  Buffer.from('list1'),
  Buffer.from([5, 0, 5]),
  Buffer.from('item1'),
  Buffer.from([5, 0, 5]),
  Buffer.from('item2'),
  Buffer.from([6, 2]),
]);

describe('a VICI message', () => {
  it("is encoded as in the protocol's own example", () => {
    expect(encodeMessage(EXAMPLE).toString('hex')).toBe(EXAMPLE_BYTES.toString('hex'));
  });

  it("is decoded as in the protocol's own example", () => {
    expect(decodeMessage(EXAMPLE_BYTES)).toEqual(EXAMPLE);
  });

  it('survives encoding and decoding, whatever it holds', () => {
    const { message } = fc.letrec<{ value: ViciMessage[string]; message: ViciMessage }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.string()),
        tie('message'),
      ),
      message: fc.dictionary(fc.string({ maxLength: 40 }), tie('value'), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    }));
    fc.assert(
      fc.property(message, (any) => {
        expect(decodeMessage(encodeMessage(any))).toEqual(any);
      }),
    );
  });

  it('keeps a name that means something to JavaScript a plain name', () => {
    const bytes = encodeMessage(Object.fromEntries([['__proto__', 'harmless']]));
    expect(Object.entries(decodeMessage(bytes))).toEqual([['__proto__', 'harmless']]);
  });

  it('takes the longest name and value, and not one byte more', () => {
    const longest = { ['n'.repeat(255)]: 'v'.repeat(65_535) };
    expect(decodeMessage(encodeMessage(longest))).toEqual(longest);
    expect(() => encodeMessage({ ['n'.repeat(256)]: '' })).toThrow('a VICI name of 256 bytes is too long');
    expect(() => encodeMessage({ secret: 'v'.repeat(65_536) })).toThrow(
      'a VICI value of 65536 bytes is too long',
    );
  });
});

describe('a malformed VICI message', () => {
  it.each([
    ['a name cut short', [3, 4, 0x6b], 'ends inside a name'],
    ['no name', [3], 'ends inside a name'],
    ['a value cut short', [3, 1, 0x6b, 0, 2, 0x76], 'ends inside a value'],
    ['a list without end', [4, 1, 0x6c], 'ends inside a list'],
    ['a section without end', [1, 1, 0x73], 'ends inside a section'],
    ['an end without a section', [2], 'element 2 out of place (byte 0)'],
    ['an item outside of a list', [5, 0, 0], 'element 5 out of place (byte 0)'],
    ['a value inside a list', [4, 1, 0x6c, 3], 'element 3 in a list (byte 3)'],
    ['an unknown element', [9], 'element 9 out of place (byte 0)'],
    ['a name twice', [3, 1, 0x6b, 0, 0, 3, 1, 0x6b, 0, 0], "'k' twice in one section"],
  ])('is refused: %s', (_, bytes, message) => {
    expect(() => decodeMessage(Buffer.from(bytes))).toThrow(message);
  });

  it('never does worse than a ViciError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ max: 7 }), (bytes) => {
        try {
          decodeMessage(Buffer.from(bytes));
        } catch (error) {
          expect(error).toHaveProperty('name', 'ViciError');
        }
      }),
    );
  });
});
