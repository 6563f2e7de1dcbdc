import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packagedFolder } from '../../../lab/scenario/themes.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import type { Lab } from '../../../lab/topology/types.ts';
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
    [
      'a folder extended',
      write('over.yaml', 'extends: .\nname: a'),
      /over\.yaml:1:10: extends: is a directory/,
    ],
  ])('names %s', (_, path, message) => {
    expect(() => loadLab(path)).toThrow(message);
  });

  it('reads what the file extends, by a relative or an absolute path', () => {
    const base = write('base.yaml', referenceYaml);
    for (const path of ['base.yaml', base]) {
      const over = loadLab(write('over-base.yaml', `extends: ${path}\nname: over`));
      expect(over).toEqual({ ...loadLab(base), name: 'over' });
    }
  });

  it("takes a timer profile in place of the file's before the defaults that follow from it", () => {
    const text = referenceYaml.replace('mark: 100 }', 'mark: 100, dpdDelaySeconds: 7 }');
    const file = write('timers.yaml', text);
    const withTimers = (timers: string): Lab =>
      loadLab(write(`timers-${timers}.yaml`, `${text}\ntimers: ${timers}\n`));
    expect(loadLab(file, { timers: 'aws' })).toEqual(withTimers('aws'));
    expect(loadLab(file, { timers: 'aws' })).not.toEqual(loadLab(file));
    expect(loadLab(file, { timers: undefined })).toEqual(loadLab(file));
    expect(loadLab(join(folder, 'timers-aws.yaml'), { timers: 'fast' })).toEqual(loadLab(file));
  });

  it('holds a file to the rules of the timer profile that counts', () => {
    const short = referenceYaml.replace(
      '169.254.216.28/30 }',
      '169.254.216.28/30, options: { dpdTimeoutSeconds: 5 } }',
    );
    const file = write('short.yaml', short);
    expect(loadLab(file).timers).toBe('fast');
    expect(() => loadLab(file, { timers: 'aws' })).toThrow(/dpdTimeoutSeconds: is below 30/);
  });
});

describe('a scenario that extends the reference lab', () => {
  const scenario = (name: string): Lab => loadLab(join(packagedFolder(name)!, 'lab.yaml'));
  const reference = scenario('reference');
  const [site] = reference.customerGateways as [Lab['customerGateways'][0]];
  const withRouter = (router: Partial<typeof site.router>): Lab['customerGateways'] => [
    { ...site, router: { ...site.router, ...router } },
  ];

  it('tunnel-1-dies-static differs in its name', () => {
    expect(scenario('tunnel-1-dies-static')).toEqual({ ...reference, name: 'tunnel-1-dies-static' });
  });

  it('tunnel-1-dies-child-sa differs in its name and its routing', () => {
    expect(scenario('tunnel-1-dies-child-sa')).toEqual({
      ...reference,
      name: 'tunnel-1-dies-child-sa',
      customerGateways: withRouter({ routing: 'childSa' }),
    });
  });

  it("walk-through differs in its name and in what its router's own files say", () => {
    const lab = scenario('walk-through');
    const { own, connections, notes } = lab.customerGateways[0]!.router;
    expect(lab).toEqual({
      ...reference,
      name: 'walk-through',
      customerGateways: withRouter({ own, connections, routes: [] }),
    });
    expect(notes).toBeUndefined();
    expect(own?.files.map(({ path }) => path)).toEqual(['/etc/ipsec.conf', '/etc/ipsec.secrets']);
    expect(connections.map(({ tunnel, mark }) => [tunnel, mark])).toEqual([
      ['tunnel-1', 100],
      ['tunnel-2', 200],
    ]);
  });
});
