import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { packageFile } from '../../../lab/package-file.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import { s2s } from '../../s2s.ts';

const folder = mkdtempSync(join(tmpdir(), 's2s-init-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('s2s init', () => {
  it('writes a valid lab file that an editor finds the schema of, and says what comes next', async () => {
    vi.stubEnv('S2S_LAB', '');
    const file = join(folder, 'labs/mine.yaml');
    const { out, code } = await s2s('init', file);
    expect(code).toBe(0);
    expect(out).toContain(`s2s up ${file}`);
    const text = readFileSync(file, 'utf8');
    const schema = /\$schema=(\S+)/.exec(text)?.[1] ?? '';
    expect(resolve(dirname(file), schema)).toBe(packageFile('lab.schema.json'));
    expect(text).toContain(`s2s up ${file} `);
    expect(loadLab(file).name).toBe('my-lab');
  });

  it('names the lab by --name, or by S2S_LAB', async () => {
    vi.stubEnv('S2S_LAB', 'anna');
    const [byEnvironment, byOption] = [join(folder, 'a.yaml'), join(folder, 'b.yaml')];
    await s2s('init', byEnvironment);
    await s2s('init', byOption, '--name', 'ben');
    expect([loadLab(byEnvironment).name, loadLab(byOption).name]).toEqual(['anna', 'ben']);
  });

  it("writes a lab with a router of one's own, whose AWS is as its files expect, as --router has it", async () => {
    const router = resolve('tests/fixtures/routers/other-addresses');
    const file = join(folder, 'labs/router.yaml');
    const { out, code } = await s2s('init', '--router', router, file);
    expect(code).toBe(0);
    expect(out).toContain('taken as the outside address of tunnel-1, in place of 43.200.198.51');
    const brought = loadLab(packageFile('scenarios/reference/lab.yaml'), {
      routers: [{ customerGateway: null, folder: router }],
    });
    const written = loadLab(file);
    const told = ({ vpnConnections, gateways, customerGateways: [gateway] }: typeof written) => ({
      ...{ vpnConnections, gateways, address: gateway?.ipAddress },
      ...{ ...gateway?.router, notes: [] },
    });
    expect({ ...told(written), own: null }).toEqual({ ...told(brought), own: null });
    expect(written.customerGateways[0]?.router.own?.files).toHaveLength(2);
  });

  it('never overwrites a file', async () => {
    const file = join(folder, 'kept.yaml');
    writeFileSync(file, 'mine');
    const { err, code } = await s2s('init', file);
    expect(err).toContain(`${file}: is there already`);
    expect(code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('refuses where no file can be', async () => {
    const { err, code } = await s2s('init', '/dev/null/lab.yaml');
    expect(err).toContain('cannot be written (EEXIST)');
    expect(code).toBe(2);
  });
});

describe('s2s validate', () => {
  it('says that scenarios and files are valid', async () => {
    const { out, code } = await s2s('validate', 'wrong-psk', packageFile('templates/lab.yaml'));
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => line.includes(': valid, lab '))).toHaveLength(2);
  });

  it('reports every file, and ends with 2 if one is not valid', async () => {
    const { out, code } = await s2s('validate', 'reference', 'wrong-pks', 'nowhere/lab.yaml', '--json');
    const { files } = JSON.parse(out) as { files: { valid: boolean; problems: { what: string }[] }[] };
    expect(files.map(({ valid }) => valid)).toEqual([true, false, false]);
    expect(files[1]?.problems).toMatchObject([{ hint: 'did you mean wrong-psk?' }]);
    expect(code).toBe(2);
  });

  it('takes a file at least', async () => {
    expect((await s2s('validate')).err).toContain("missing required argument 'lab-file'");
  });
});
