import { describe, expect, it } from 'vitest';
import { REFERENCE_LAB_FILE } from '../../../lab/package-file.ts';
import { FILES } from '../../../lab/topology/load.ts';
import { parseLab } from '../../../lab/topology/parse.ts';
import { contains, overlaps } from '../../../lab/topology/cidr.ts';
import { variationOf } from '../../../lab/exercise/variation.ts';

const STUDENTS = ['kim', 'lee', 'park', 'choi', 'x'];

describe('variationOf', () => {
  it('gives the same for the same seed, and other addresses for another', () => {
    const of = (seed: string): string =>
      variationOf(seed, {}).text('10.10.141.106 43.200.198.51 169.254.216.28/30');
    expect(of('kim')).toBe(of('kim'));
    expect(new Set(STUDENTS.map(of)).size).toBe(STUDENTS.length);
  });

  it('keeps blocks within one another, and apart', () => {
    const { text } = variationOf('kim', {});
    const [vpc, subnet, host, other, all] = text(
      '10.10.0.0/16 10.10.128.0/20 10.10.141.106 10.20.0.0/16 10.0.0.0/8',
    ).split(' ') as [string, string, string, string, string];
    expect(contains(vpc, subnet)).toBe(true);
    expect(contains(subnet, `${host}/32`)).toBe(true);
    expect(overlaps(vpc, other)).toBe(false);
    expect(all).toBe('10.0.0.0/8');
    expect(vpc).not.toBe('10.10.0.0/16');
  });

  it('leaves what is no address, and what stands for no host', () => {
    const { text } = variationOf('kim', {});
    const same = '0.0.0.0/0 127.0.0.1 255.255.255.0 224.0.0.5 version 1.2.3.4.5';
    expect(text(same)).toBe(same);
  });

  it('replaces the ASNs and keys of the lab file wherever they stand, and no other number', () => {
    const document = {
      customerGateways: { onprem: { bgpAsn: 65_010 } },
      tunnels: [{ preSharedKey: 'first.key_1' }],
    };
    const { text, data } = variationOf('kim', document);
    const after = text('neighbor remote-as 65010, MTU 65011, PSK "first.key_1"');
    expect(after).not.toMatch(/65010|first\.key_1/);
    expect(after).toMatch(/remote-as \d{5}, MTU 65011, PSK "k[A-Za-z0-9_]{31}"/);
    expect(data(document).customerGateways.onprem.bgpAsn).toBe(Number(/as (\d+)/.exec(after)?.[1]));
  });

  it.each(STUDENTS)('makes a valid lab of the reference lab for %s', (student) => {
    const { text } = variationOf(`13 ${student}`, {});
    const lab = parseLab(text(FILES.read(REFERENCE_LAB_FILE)), REFERENCE_LAB_FILE, FILES);
    expect(lab.vpcs.map(({ name }) => name)).toEqual(['vpc-a', 'vpc-b']);
  });
});
