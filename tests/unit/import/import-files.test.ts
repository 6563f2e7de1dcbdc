import { readdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { predict } from '../../../lab/aws/reachability.ts';
import { LabFileError } from '../../../lab/errors.ts';
import { importFiles } from '../../../lab/import/import-files.ts';
import { s2s } from '../../s2s.ts';

const fixture = (name: string): string => join('tests/fixtures/import', name);
const folder = mkdtempSync(join(tmpdir(), 's2s-import-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

describe('importFiles', () => {
  it.each([
    'bgp-vgw.xml',
    'bgp-vgw.txt',
    'static-tgw.xml',
    'static-tgw.txt',
    'strongswan.txt',
    'openswan.txt',
  ])('makes a lab of %s in which both sides reach each other, as far as is predicted', (name) => {
    const { lab } = importFiles([fixture(name)], 'imported');
    const [site] = lab.customerGateways;
    const [vpc] = lab.vpcs;
    const hosts = [site!.hosts[0]!.name, vpc!.instances[0]!.name] as const;
    expect(predict(lab, hosts[0], hosts[1])).toMatchObject({ reachable: true });
    expect(predict(lab, hosts[1], hosts[0])).toMatchObject({ reachable: true });
  });

  it('fills in the static routes of a virtual private gateway, which samples leave out', () => {
    const vgw = '<vpn_gateway_id>vgw-0123456789abcdef0</vpn_gateway_id>';
    const xml = readFileSync(fixture('static-tgw.xml'), 'utf8').replace('<vpn_gateway_id/>', vgw);
    const { lab } = importFiles([written('static-vgw.xml', xml)], 'imported');
    const [site] = lab.customerGateways;
    expect(lab.vpnConnections[0]!.routes).toEqual([{ destinationCidrBlock: site!.cidrBlock }]);
    expect(predict(lab, 'vpc-host', site!.hosts[0]!.name)).toMatchObject({ reachable: true });
  });

  it('makes the same lab of the XML, the text and both, in any order', () => {
    const [xml, text] = [fixture('bgp-vgw.xml'), fixture('bgp-vgw.txt')];
    const labs = [[xml], [text], [xml, text], [text, xml]].map((files) => importFiles(files, 'imported').lab);
    for (const lab of labs) expect(lab).toEqual(labs[0]);
  });

  it('keeps keys to the text that its owner alone reads', () => {
    const { text, textWithoutKeys, notes } = importFiles([fixture('static-tgw.xml')], 'imported');
    expect(text()).toContain('preSharedKey: not.a.secret.one');
    expect(textWithoutKeys() + JSON.stringify(notes)).not.toContain('not.a.secret');
  });

  it('takes what is in a folder, and notes the rest of it', () => {
    const own = mkdtempSync(join(folder, 'own-'));
    writeFileSync(join(own, 'a.xml'), readFileSync(fixture('static-tgw.xml'), 'utf8'));
    writeFileSync(join(own, 'readme'), 'hello');
    const { files, notes } = importFiles([own], 'imported');
    expect(files).toEqual([{ file: join(own, 'a.xml'), kind: 'CustomerGatewayConfiguration XML' }]);
    expect(notes[0]).toMatchObject({ file: join(own, 'readme'), what: 'is no file that is imported' });
  });

  it('refuses a folder that holds nothing of it, by its name', () => {
    const empty = mkdtempSync(join(folder, 'empty-'));
    expect(() => importFiles([empty], 'imported')).toThrow(`${empty}: holds no file that is imported`);
  });

  it('refuses at the place in the file that it comes from', () => {
    const xml = readFileSync(fixture('static-tgw.xml'), 'utf8')
      .replaceAll('169.254.123.1', '169.254.0.1')
      .replace('3600', '99');
    const file = written('bad.xml', xml);
    const refused = (): unknown => importFiles([file], 'imported');
    expect(refused).toThrow(LabFileError);
    expect(refused).toThrow(new RegExp(`${file}:40: .*tunnel-2.options.phase2LifetimeSeconds`));
  });
});

describe('s2s import', () => {
  it('writes a file for its owner alone, and never over another', async () => {
    const file = join(folder, 'lab.yaml');
    const first = await s2s('import', fixture('static-tgw.xml'), '-o', file, '--name', 'mine');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain(`s2s up ${file}`);
    expect(first.out).not.toContain('not.a.secret');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain('preSharedKey: not.a.secret.one');
    expect((await s2s('validate', file)).code).toBe(0);
    expect((await s2s('import', fixture('static-tgw.xml'), '-o', file)).code).toBe(2);
  });

  it('prints the lab file without keys, or as JSON', async () => {
    expect((await s2s('import', fixture('static-tgw.xml'))).out).not.toContain('not.a.secret');
    const { out } = await s2s('import', fixture('static-tgw.xml'), '--json');
    expect(out).not.toContain('not.a.secret');
    expect(JSON.parse(out)).toMatchObject({
      output: null,
      lab: 'imported',
      files: [{ kind: 'CustomerGatewayConfiguration XML' }],
    });
  });

  it.each([
    ['a file of no kind', ['tests/fixtures/labs/one-armed.yaml']],
    ['no file', ['tests/fixtures/import/none.xml']],
    ...readdirSync('tests/errors/import/files').map((file): [string, string[]] => [
      file,
      [`tests/errors/import/files/${file}`],
    ]),
  ])('refuses %s', async (name, files) => {
    const { err, code } = await s2s('import', ...files);
    expect(code).toBe(2);
    await expect(err).toMatchFileSnapshot(`../../errors/import/${name.replaceAll(/\W+/g, '-')}.txt`);
  });
});

describe('keys', () => {
  it('that are redacted, or no key of AWS, are left out with a note that does not show them', () => {
    const xml = readFileSync(fixture('static-tgw.xml'), 'utf8').replace('not.a.secret.two', '*** hidden ***');
    const { lab, notes } = importFiles([written('redacted.xml', xml)], 'imported');
    const tunnels = lab.vpnConnections.flatMap((vpn) => vpn.tunnels);
    expect(tunnels.map(({ preSharedKey }) => preSharedKey)).toEqual(['not.a.secret.one', null]);
    expect(notes).toContainEqual(
      expect.objectContaining({
        line: 34,
        what: 'is no key that AWS takes, and left out: the lab makes one',
      }),
    );
    expect(JSON.stringify(notes)).not.toContain('hidden');
  });
});
