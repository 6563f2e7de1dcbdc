import { describe, expect, it } from 'vitest';
import { readJson } from '../../../../lab/import/json/json-text.ts';

describe('JSON as files have it', () => {
  it('may begin with a byte order mark, and have commas behind the last member', () => {
    const { documents, flaw } = readJson('\uFEFF{"Vpcs": [{"VpcId": "vpc-1",},],}\n');
    expect(flaw).toBeUndefined();
    expect(documents).toEqual([{ Vpcs: [{ VpcId: 'vpc-1' }] }]);
  });

  it('may be several documents, one after the other', () => {
    expect(readJson('{"a": 1}\n{"a": 2}\n').documents).toEqual([{ a: 1 }, { a: 2 }]);
    expect(readJson('[1],\n[-2.5e3]').documents).toEqual([[1], [-2500]]);
    expect(readJson(' \n').documents).toEqual([]);
  });

  it('is what JSON.parse makes of it', () => {
    const text = JSON.stringify({
      a: ['\u00e9"\\\n\t\ud83d\ude00', true, false, null, 0, -0.5],
      b: {},
      c: [[]],
    });
    expect(readJson(text).documents).toEqual([JSON.parse(text)]);
    expect(readJson('"a\nb"').documents).toEqual(['a\nb']);
  });

  it('knows the line of each object, and of each member', () => {
    const { documents, lineOf } = readJson(
      '{\n "Vpcs": [\n  {\n   "VpcId": "vpc-1",\n   "A": {"B":\n 1}\n  }\n ]\n}',
    );
    const { Vpcs } = documents[0] as { Vpcs: [{ A: object }] };
    expect([lineOf(Vpcs), lineOf(Vpcs[0]), lineOf(Vpcs[0], 'A'), lineOf(Vpcs, 0)]).toEqual([2, 3, 5, 3]);
    expect(lineOf(Vpcs[0], 'absent')).toBe(3);
    expect(lineOf(Vpcs[0].A, 'B')).toBe(5);
  });

  it.each([
    ['{"a": 1', 1, 1, 'is not closed before the end of the file'],
    ['{\n "a": tru\n}', 2, 7, 'is not JSON from here on'],
    ['{\n "a" 1}', 2, 6, 'a colon is missing here'],
    ['{"a": 1\n "b": 2}', 2, 2, 'a comma is missing here'],
    ['{a: 1}', 1, 2, 'a member begins with its name in quotes'],
    ['["abc]', 1, 2, 'a text in quotes is not closed'],
    ['["\\q"]', 1, 2, 'has an escape sequence that JSON does not know'],
    ['['.repeat(500), 1, 201, 'is nested too deep'],
  ])('says where %j stops being JSON', (text, line, column, what) => {
    expect(readJson(text).flaw).toEqual({ line, column, what });
  });

  it('keeps a member of the name __proto__ a member', () => {
    const [document] = readJson('{"__proto__": {"polluted": true}}').documents;
    expect(Object.keys(document as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
