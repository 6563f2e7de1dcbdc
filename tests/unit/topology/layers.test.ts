import { describe, expect, it } from 'vitest';
import { readLayers } from '../../../lab/topology/layers.ts';
import type { YamlSource } from '../../../lab/topology/source.ts';

const files: Readonly<Record<string, string>> = {
  'labs/bottom.yaml': `name: bottom
list: [{ a: 1, b: 2 }]
map: { kept: { deep: 1 }, gone: { deep: 1 }, anew: { old: 1 } }
`,
  'labs/middle/lab.yaml': `extends: ../bottom.yaml
name: middle
map:
  gone: ~
  anew: ~
`,
};
const read = (text: string): YamlSource =>
  readLayers({ file: 'labs/top/lab.yaml', text }, (path) => {
    const content = files[path];
    if (content === undefined) throw new Error(`no ${path}`);
    return content;
  });

const TOP = `extends: ../middle/lab.yaml
list: [{ c: 3 }]
map:
  anew: { new: 1 }
  merged: { <<: { x: 1 } }
`;

describe('readLayers', () => {
  const source = read(TOP);

  it('lays each file over the one it extends', () => {
    expect(source.problems).toEqual([]);
    expect(source.files).toEqual(['labs/top/lab.yaml', 'labs/middle/lab.yaml', 'labs/bottom.yaml']);
    expect(source.value).toEqual({
      name: 'middle',
      list: [{ c: 3 }],
      map: { kept: { deep: 1 }, anew: { new: 1 }, merged: { x: 1 } },
    });
  });

  it.each([
    ['what only the bottom has', ['map', 'kept', 'deep'], 'bottom.yaml', 3, 22],
    ['what the top replaces', ['list', 0, 'c'], 'top/lab.yaml', 2, 13],
    ['what the bottom had in a list that the top replaces', ['list', 0, 'a'], 'top/lab.yaml', 2, 8],
    ['what the middle removes', ['map', 'gone'], 'middle/lab.yaml', 4, 9],
    ['what was in a removed map', ['map', 'gone', 'deep'], 'middle/lab.yaml', 4, 3],
    ['what the top has anew', ['map', 'anew', 'new'], 'top/lab.yaml', 4, 16],
    ['what the bottom had of it', ['map', 'anew', 'old'], 'top/lab.yaml', 4, 3],
    ['what a merge key brings', ['map', 'merged', 'x'], 'top/lab.yaml', 5, 3],
    ['what nobody has', ['map', 'absent'], 'top/lab.yaml', 3, 1],
    ['what nobody has in a map of the bottom', ['map', 'kept', 'absent'], 'bottom.yaml', 3, 8],
    ['the name, which the top leaves to the middle', ['name'], 'middle/lab.yaml', 2, 7],
    ['the whole', [], 'top/lab.yaml', 1, 1],
  ] as const)('locates %s', (_, path, file, line, column) => {
    expect(source.locate(path, 'value')).toEqual({ file: `labs/${file}`, line, column });
  });

  it('locates the same after its value was changed, aliases and all', () => {
    const changing = read('extends: ../bottom.yaml\nalias: &k { kept: text }\nmap: *k\n');
    const path = ['map', 'kept', 'deep'];
    const before = changing.locate(path, 'value');
    (changing.value as { alias: { kept: unknown } }).alias.kept = {};
    expect(changing.locate(path, 'value')).toEqual(before);
  });

  it.each([
    ['itself', 'lab.yaml', 'leads back to ./lab.yaml'],
    ['itself by another path', 'x/../lab.yaml', 'leads back to ./lab.yaml'],
    ['nothing', '""', 'names a file that cannot be read'],
    ['null', '~', 'must be text, is empty'],
  ])('has no value where a file extends %s', (_, base, what) => {
    const text = `extends: ${base}\n`;
    const { value, problems } = readLayers({ file: './lab.yaml', text }, (path) => {
      if (path === 'lab.yaml') return text;
      throw new Error(`no ${path}`);
    });
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ file: './lab.yaml', line: 1, column: 10, key: 'extends', what }]);
  });
});
