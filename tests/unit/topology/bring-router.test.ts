import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LabError } from '../../../lab/errors.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import type { BroughtFolder } from '../../../lab/topology/bring-router.ts';
import { parseLab } from '../../../lab/topology/parse.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { readTunnelFacts } from '../../../lab/topology/router-config/script-facts.ts';

const REFERENCE = 'scenarios/reference/lab.yaml';
const fixture = (name: string): string => `tests/fixtures/routers/${name}`;
const bring = (folder: string, file = REFERENCE, customerGateway: string | null = null): Lab =>
  loadLab(file, { routers: [{ customerGateway, folder }] });
const notesOf = (lab: Lab): string[] =>
  (lab.customerGateways[0]?.router.notes ?? []).map(({ file, line, why }) => `${file}:${line}: ${why}`);

/** The reference lab with a router of these texts. */
function bringTexts(texts: Readonly<Record<string, string>>): Lab {
  return parseLab(
    readFileSync(REFERENCE, 'utf8'),
    REFERENCE,
    { read: (path) => texts[path.replace('mine/', '')] ?? '', list: () => Object.keys(texts) },
    { routers: [{ customerGateway: null, folder: 'mine' }] },
  );
}

describe('a router that takes the place of the one in the lab file', () => {
  it('changes nothing else where its addresses are those of the lab', () => {
    const reference = loadLab(REFERENCE);
    const lab = bring(fixture('leftupdown'));
    expect(notesOf(lab)).toEqual([]);
    expect({ ...lab, customerGateways: [] }).toEqual({ ...reference, customerGateways: [] });
    const { own, routes, connections } = lab.customerGateways[0]!.router;
    expect(own?.files).toHaveLength(2);
    expect(routes).toEqual([]);
    expect(connections.map(({ tunnel }) => tunnel)).toEqual(['tunnel-1', 'tunnel-2']);
  });

  it("has the addresses of its files taken over at AWS's end, each with a note", () => {
    const lab = bring(fixture('other-addresses'));
    expect(lab.vpnConnections[0]?.tunnels).toMatchObject([
      { name: 'tunnel-1', outsideIpAddress: '203.0.113.17', tunnelInsideCidr: '169.254.44.16/30' },
      { name: 'tunnel-2', outsideIpAddress: '203.0.113.99', tunnelInsideCidr: '169.254.99.4/30' },
    ]);
    expect(lab.customerGateways[0]).toMatchObject({
      ipAddress: '198.51.100.20',
      router: { privateIpAddress: '172.31.5.10', outsideCidrBlock: '172.31.5.0/24' },
    });
    const at = (file: string): string => `${fixture('other-addresses')}/${file}`;
    expect(notesOf(lab)).toEqual([
      `${at('ipsec.conf')}:8: taken as the outside address of tunnel-1, in place of 43.200.198.51`,
      `${at('ipsec.conf')}:29: taken as the outside address of tunnel-2, in place of 43.203.78.35`,
      `${at('commands.sh')}:2: 169.254.44.16/30 is taken as the inside CIDR block of tunnel-1, in place of 169.254.216.28/30`,
      `${at('commands.sh')}:6: 169.254.99.4/30 is taken as the inside CIDR block of tunnel-2, in place of 169.254.123.168/30`,
      `${at('ipsec.conf')}:7: taken as the address of the customer gateway, in place of 3.36.6.148`,
      `${at('ipsec.conf')}:6: taken as the router's own address, in place of 10.30.12.85`,
      `${at('commands.sh')}:10: no VPC of the lab has addresses in 192.168.99.0/24`,
    ]);
  });

  it('leads connections without an address of the lab to the other tunnels, in their order', () => {
    const conn = (name: string, right: string): string => `conn ${name}\n auto=start\n right=${right}\n`;
    const lab = bringTexts({ 'ipsec.conf': conn('a', '203.0.113.1') + conn('b', '43.200.198.51') });
    expect(lab.vpnConnections[0]?.tunnels.map(({ outsideIpAddress }) => outsideIpAddress)).toEqual([
      '43.200.198.51',
      '203.0.113.1',
    ]);
    expect(lab.customerGateways[0]?.router.connections.map(({ name, tunnel }) => [name, tunnel])).toEqual([
      ['a', 'tunnel-2'],
      ['b', 'tunnel-1'],
    ]);
  });

  it('may have a public address itself', () => {
    const lab = bringTexts({ 'ipsec.conf': 'conn a\n auto=start\n left=198.51.100.1\n right=203.0.113.1\n' });
    expect(lab.customerGateways[0]).toMatchObject({
      ipAddress: '198.51.100.1',
      router: { privateIpAddress: '198.51.100.1', outsideCidrBlock: '198.51.96.0/20' },
    });
  });

  it('that speaks BGP by FRR is spoken to', () => {
    const frr =
      'frr defaults traditional\nrouter bgp 65010\n neighbor 169.254.44.17 remote-as 64513\n neighbor 169.254.99.5 remote-as 64513\n address-family ipv4 unicast\n  network 10.30.0.0/16\n exit-address-family\n';
    const lab = bringTexts({ 'frr.conf': frr });
    expect(lab.vpnConnections[0]).toMatchObject({
      staticRoutesOnly: false,
      tunnels: [{ tunnelInsideCidr: '169.254.44.16/30' }, { tunnelInsideCidr: '169.254.99.4/30' }],
    });
    expect(lab.customerGateways[0]).toMatchObject({
      bgpAsn: 65_010,
      router: { bgp: { networks: ['10.30.0.0/16'] } },
    });
    expect(lab.gateways[0]).toMatchObject({ amazonSideAsn: 64_513 });
    expect(notesOf(lab).slice(2)).toEqual([
      'mine/frr.conf:2: vpn speaks BGP, too',
      'mine/frr.conf:2: taken as bgpAsn of the customer gateway, in place of 65000',
      'mine/frr.conf:3: taken as amazonSideAsn of the Transit Gateway, in place of 64512',
    ]);
  });

  it('replaces one that the lab file has of its owner, of several the one that is named', () => {
    const walkThrough = 'scenarios/reference/walk-through/lab.yaml';
    expect(bring(fixture('no-leftid'), walkThrough).customerGateways[0]?.router.own?.files[0]?.from).toBe(
      'tests/fixtures/routers/no-leftid/ipsec.conf',
    );
    const everyKey = bring(fixture('route-via'), 'docs/every-key/lab.yaml', 'onprem');
    expect(everyKey.customerGateways.map(({ router }) => router.own?.script?.name)).toEqual([
      undefined,
      undefined,
      'tests/fixtures/routers/route-via/commands.sh',
    ]);
  });

  it.each<[string, BroughtFolder, string, RegExp]>([
    [
      'no folder',
      { customerGateway: null, folder: 'tests/fixtures/routers/none' },
      REFERENCE,
      /routers\/none: does not exist/,
    ],
    ['a file', { customerGateway: null, folder: REFERENCE }, REFERENCE, /lab\.yaml: is no folder/],
    [
      'one of several sites',
      { customerGateway: null, folder: 'x' },
      'docs/every-key/lab.yaml',
      /--router: the lab has several customer gateways[^]*hint: --router NAME=x, of branch, branch-2, onprem/,
    ],
    [
      'a site that is not there',
      { customerGateway: 'onperm', folder: 'x' },
      REFERENCE,
      /has no customer gateway of that name[^]*hint: did you mean onprem/,
    ],
  ])('cannot be %s', (_, router, file, message) => {
    let error: unknown;
    try {
      loadLab(file, { routers: [router] });
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(LabError);
    expect((error as LabError).message).toMatch(message);
  });
});

describe("what a router's texts say of its tunnels", () => {
  const facts = (path: string, text: string) => readTunnelFacts([{ path, from: 'mine', text }], []);
  const blocks = (path: string, text: string): string[] =>
    facts(path, text).insideAddresses.map(({ block, line }) => `${line}: ${block}`);

  it.each([
    ['a script', '', 'sudo ip addr add 169.254.9.2/30 dev vti1\n', ['1: 169.254.9.0/30']],
    ['a script', '', '/sbin/ip -4 a replace 169.254.9.2 peer 169.254.9.1 dev t\n', ['1: 169.254.9.0/30']],
    ['a script', '', 'ip addr add 10.0.0.1/24 dev eth1\nip addr show 169.254.9.2\n', []],
    ['rc.local', '/etc/rc.local', '\nip addr add 169.254.9.6/30 dev x\n', ['2: 169.254.9.4/30']],
    [
      'netplan',
      '/etc/netplan/60-aws.yaml',
      'tunnels:\n  vti1:\n    addresses: [169.254.9.2/30]\n',
      ['3: 169.254.9.0/30'],
    ],
    [
      'an updown script',
      '/etc/ipsec.d/vti.sh',
      'case $PLUTO_CONNECTION in\n Tunnel1) ADDRESS=169.254.9.2/30 ;;\nesac\n',
      ['2: 169.254.9.0/30'],
    ],
    ['a script', '', 'curl http://169.254.169.254/latest/\nNTP=169.254.169.123\n', []],
    ['another file', '/etc/hosts', '169.254.9.2 aws\n', []],
  ])('is found in %s', (_, path, text, found) => {
    expect(blocks(path, text)).toEqual(found);
  });

  it('has the destinations of routes into tunnels alone', () => {
    const script =
      'ip route add 10.1.0.0/16 dev vti1\nip route add 10.2.0.0/16 via 169.254.9.1\nip route replace default via 10.0.0.1 dev eth0\nip r add 10.3.0.9 dev vti1\nip route add 10.4.0.0/16 via 10.0.0.2\n';
    expect(facts('', script).destinations.map(({ block }) => block)).toEqual([
      '10.1.0.0/16',
      '10.2.0.0/16',
      '10.3.0.9/32',
    ]);
  });
});
