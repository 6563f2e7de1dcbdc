import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../lab/topology/source.ts';

const text = `name: x
list:
  - { a: 1 }
  - b: two
shared: &anchor { inner: 3 }
again: *anchor
merged: { <<: *anchor, own: 4 }
`;

describe('readYaml', () => {
  const source = readYaml(text, 'lab.yaml');

  it('reads anchors and merge keys', () => {
    expect(source.problems).toEqual([]);
    expect(source.value).toMatchObject({ again: { inner: 3 }, merged: { inner: 3, own: 4 } });
  });

  it.each([
    [['name'], 'value', 1, 7],
    [['name'], 'key', 1, 1],
    [['list', 1, 'b'], 'value', 4, 8],
    [['list', 1, 'b'], 'key', 4, 5],
    [['list', 0], 'value', 3, 5],
    [['again', 'inner'], 'value', 5, 26],
    [['merged', 'own'], 'value', 7, 29],
    [['merged', 'inner'], 'value', 7, 1],
    [['list', 1, 'absent', 'deeper'], 'value', 4, 5],
    [['absent'], 'value', 1, 1],
    [[], 'value', 1, 1],
  ] as const)('locates the %j %s', (path, at, line, column) => {
    expect(source.locate(path, at)).toEqual({ file: 'lab.yaml', line, column });
  });

  it('goes on after a duplicate key, and not after a syntax problem', () => {
    expect(readYaml('a: 1\na: 2', 'f').value).toEqual({ a: 2 });
    expect(readYaml('a: [', 'f').value).toBeUndefined();
  });

  it.each([
    ['alias bomb', `a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [${'*a,'.repeat(20)}]\nc: [${'*b,'.repeat(20)}]`],
    ['bad merge', '<<: 1'],
    ['depth', '['.repeat(100_000)],
    ['__proto__', '__proto__: { polluted: true }'],
    ['unknown tag', 'a: !js/function x'],
  ])('reports %s and gives no value', (_, bad) => {
    const { value, problems } = readYaml(bad, 'f');
    expect(value).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
  });
});
