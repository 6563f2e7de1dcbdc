import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadLab } from '../../../lab/topology/load.ts';
import { referenceYaml } from './reference-yaml.ts';

const folder = mkdtempSync(join(tmpdir(), 's2s-load-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const write = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('loadLab', () => {
  it('reads a file, with a byte order mark or Windows line ends too', () => {
    const plain = loadLab(write('lab.yaml', referenceYaml));
    expect(loadLab(write('windows.yaml', `\uFEFF${referenceYaml.replaceAll('\n', '\r\n')}`))).toEqual(plain);
  });

  it.each([
    ['a missing file', join(folder, 'none.yaml'), /none\.yaml: does not exist/],
    ['a directory', folder, /is a directory\n {2}hint: name the lab\.yaml in it/],
    ['a binary', write('binary.yaml', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff])), /is not a text file/],
    ['NUL bytes', write('nul.yaml', 'name: a\0'), /is not a text file/],
    ['an empty file', write('empty.yaml', ''), /empty\.yaml: is empty/],
  ])('names %s', (_, path, message) => {
    expect(() => loadLab(path)).toThrow(message);
  });
});
