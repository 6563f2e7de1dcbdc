import { describe, expect, it } from 'vitest';
import { LabFileError } from '../../../lab/errors.ts';
import { transitGateways } from '../../../lab/topology/objects/gateways.ts';
import { parseLab } from '../../../lab/topology/parse.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { referenceYaml } from './reference-yaml.ts';

const parse = (text: string): Lab => parseLab(text, 'lab.yaml');
const problemsOf = (text: string): string[] => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof LabFileError) return error.problems.map(({ key, what }) => `${key}: ${what}`);
    throw error;
  }
  return [];
};
/** The reference lab file with one text replaced. */
const changed = (from: string, to: string): string => {
  expect(referenceYaml).toContain(from);
  return referenceYaml.replace(from, to);
};
const withOptions = (options: string): string =>
  changed('169.254.216.28/30 }', `169.254.216.28/30, options: { ${options} } }`);

describe('the reference lab', () => {
  const lab = parse(referenceYaml);

  it('has the AWS strongSwan sample on its router', () => {
    expect(lab.customerGateways[0]?.router.connections[1]).toEqual({
      name: 'Tunnel2',
      interface: 'Tunnel2',
      daemon: null,
      childSa: 'Tunnel2',
      tunnel: 'tunnel-2',
      keyExchange: 'ikev1',
      leftId: '3.36.6.148',
      right: '43.203.78.35',
      ikeProposals: ['aes128-sha1-modp1024'],
      espProposals: ['aes128-sha1-modp1024'],
      ikeLifetimeSeconds: 28800,
      lifetimeSeconds: 3600,
      marginSeconds: 540,
      fuzzPercent: 100,
      dpdDelaySeconds: 1,
      dpdTimeoutSeconds: 3,
      dpdAction: 'restart',
      auto: 'start',
      leftSubnets: ['0.0.0.0/0'],
      rightSubnets: ['0.0.0.0/0'],
      mark: 200,
      preSharedKey: null,
      insideLocal: '169.254.123.170/30',
      insideRemote: '169.254.123.169/30',
      mtu: 1419,
    });
  });

  it('fills in names and addresses', () => {
    expect(lab.timers).toBe('fast');
    expect(lab.gateways[0]).toMatchObject({ name: 'tgw', amazonSideAsn: 64512 });
    expect(lab.customerGateways[0]).toMatchObject({
      bgpAsn: 65000,
      router: {
        name: 'onprem-router',
        insideSubnets: [{ cidrBlock: '10.30.128.0/20', ipAddress: '10.30.128.1', interface: 'eth1' }],
        tunnelInterface: 'xfrm',
        clampMss: true,
        routing: 'static',
      },
    });
    expect(lab.vpnConnections[0]).toMatchObject({
      staticRoutesOnly: true,
      localIpv4NetworkCidr: '0.0.0.0/0',
      remoteIpv4NetworkCidr: '0.0.0.0/0',
    });
  });

  it('keeps the order of the file and names what things refer to', () => {
    expect(lab.vpcs.map(({ name }) => name)).toEqual(['vpc-a', 'vpc-b']);
    expect(lab.gateways[0]?.attachments[2]).toEqual({
      name: 'att-vpn',
      resourceType: 'vpn',
      resource: 'vpn',
      subnets: [],
    });
    expect(transitGateways(lab)[0]!.routeTables[2]?.routes[1]).toEqual({
      destinationCidrBlock: '10.20.0.0/16',
      attachment: 'att-vpc-b',
    });
    expect(lab.vpcs[0]?.securityGroups[0]?.egress).toEqual([
      {
        protocol: 'all',
        ports: null,
        icmpTypeCode: null,
        cidrIp: '0.0.0.0/0',
        referencedSecurityGroup: null,
      },
    ]);
  });

  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(lab))).toEqual(lab);
  });
});

describe('rules at their edges', () => {
  it.each([
    'phase1LifetimeSeconds: 901, phase2LifetimeSeconds: 900, rekeyMarginTimeSeconds: 450',
    'startupAction: start, ikeVersions: [ikev1, ikev2]',
    'dpdTimeoutSeconds: 1',
    'replayWindowSize: 64, rekeyFuzzPercentage: 0',
    'phase2DHGroupNumbers: [5, 24]',
  ])('take options %s', (options) => {
    expect(problemsOf(withOptions(options))).toEqual([]);
  });

  it.each([
    ['10.10.141.106', '10.10.128.4'],
    ['10.10.141.106', '10.10.143.254'],
    ['10.30.0.0/16, target', '169.254.0.0/16, target'],
    ['169.254.216.28/30', '169.254.0.4/30'],
    ['protocol: icmp', 'protocol: tcp, ports: 0-65535'],
    ['protocol: icmp', 'protocol: tcp, ports: "443"'],
    ['protocol: icmp', 'protocol: udp, fromPort: 1024, toPort: 65535'],
    ['protocol: icmp', 'protocol: icmp, fromPort: -1, toPort: -1'],
    ['43.200.198.51', '203.0.113.1'],
    ['tunnelInsideCidr: 169.254.216.28/30', 'tunnelInsideCidr: 169.254.216.28/30, preSharedKey: a1234567'],
    ['attachment: att-vpn', 'blackhole: true'],
    [
      '    hosts:',
      '    hosts: {}\n  branch-2:\n    ipAddress: 3.36.6.149\n    cidrBlock: 10.31.0.0/16\n    router: { privateIpAddress: 10.31.0.2, outsideCidrBlock: 10.31.0.0/29, insideCidrBlock: 10.31.0.8/29 }\n    hosts:',
    ],
  ])('take %s as %s', (from, to) => {
    const lost = to.startsWith('    hosts')
      ? changed(from, to).replace('10.30.141.20', '10.31.0.10')
      : changed(from, to);
    expect(problemsOf(lost)).toEqual([]);
  });

  it.each([
    ['10.10.141.106', '10.10.128.3'],
    ['10.10.141.106', '10.10.143.255'],
    ['10.30.0.0/16, target', '169.254.168.0/22, target'],
    ['10.30.0.0/16, target', '10.10.0.0/16, target'],
    ['43.200.198.51', '172.31.255.255'],
    ['43.200.198.51', '224.0.0.1'],
    ['insideCidrBlock: 10.30.128.0/20', 'insideCidrBlock: 10.30.8.0/21'],
    ['insideCidrBlock: 10.30.128.0/20', 'insideCidrBlock: [10.30.128.0/20, 10.30.136.0/21]'],
    ['insideCidrBlock: 10.30.128.0/20', 'insideCidrBlock: [10.30.144.0/20]'],
    ['insideCidrBlock: 10.30.128.0/20', 'insideCidrBlock: []'],
    // A one-armed router, whose hosts are not in its subnet.
    ['insideCidrBlock: 10.30.128.0/20', ''],
    // A public address in a subnet of another's.
    [
      'privateIpAddress: 10.30.12.85\n      outsideCidrBlock: 10.30.0.0/20',
      'privateIpAddress: 3.36.6.148\n      outsideCidrBlock: 10.30.0.0/20',
    ],
    [
      'privateIpAddress: 10.30.12.85\n      outsideCidrBlock: 10.30.0.0/20',
      'privateIpAddress: 3.36.6.148\n      outsideCidrBlock: 0.0.0.0/2',
    ],
    ['insideCidrBlock: 10.30.128.0/20', 'insideCidrBlock: [10.30.128.0/20, 7]'],
    [
      'insideCidrBlock: 10.30.128.0/20',
      'insideCidrBlock: 10.30.128.0/20\n      insideIpAddress: 10.30.141.20',
    ],
    ['associations: [att-vpc-b]', 'associations: [att-vpc-b, att-vpc-a]'],
    ['name: reference', 'name: reference\nvpnConnexions: {}'],
  ])('refuse %s as %s', (from, to) => {
    expect(problemsOf(changed(from, to))).not.toEqual([]);
  });
});

describe('one run finds everything', () => {
  it('goes on past a wrong shape without echoes of it', () => {
    const text = changed('cidrBlock: 10.10.0.0/16', 'cidrBlock: [10.10.0.0/16]')
      .replace('subnets:\n      vpc-b-public-1', 'subnet:\n      vpc-b-public-1')
      .replace('connection: Tunnel1,', 'connection: Tunel1,')
      .replace('mark: 200', 'mark: many');
    expect(problemsOf(text)).toEqual([
      'vpcs.vpc-a.cidrBlock: must be text, is a list',
      'vpcs.vpc-b.subnet: unknown key',
      'customerGateways.onprem.router.connections.Tunnel2.mark: must be a number, is text',
      'customerGateways.onprem.router.routes[0].connection: unknown connection of onprem-router',
    ]);
  });

  it('reports a problem of a shared anchor wherever it is used', () => {
    const text = `name: x
vpcs:
  vpc-a: &vpc { cidrBlock: 10.0.0.0/16, subnets: { s: { cidrBlock: 7, routeTable: t } } }
  vpc-b: *vpc
`;
    expect(problemsOf(text)).toContain('vpcs.vpc-b.subnets.s.cidrBlock: must be text, is a number');
  });
});

describe('the ports of a security group rule', () => {
  it.each([
    ['port: 443', { from: 443, to: 443 }],
    ['ports: 443-445', { from: 443, to: 445 }],
    ['ports: "443"', { from: 443, to: 443 }],
    ['fromPort: 443, toPort: 445', { from: 443, to: 445 }],
    ['fromPort: 0, toPort: 0', { from: 0, to: 0 }],
    ['cidrIp: 10.30.0.0/16 # no ports', null],
  ])('are %s', (written, ports) => {
    const lab = parse(
      changed(
        'protocol: icmp, cidrIp: 10.30.0.0/16',
        `protocol: tcp, ${written.includes('cidrIp') ? '' : `${written}, `}cidrIp: 10.30.0.0/16`,
      ),
    );
    expect(lab.vpcs[0]!.securityGroups[0]!.ingress[0]!.ports).toEqual(ports);
  });
});
