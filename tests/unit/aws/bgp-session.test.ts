import { describe, expect, it } from 'vitest';
import { learnedOver, sessionTrouble } from '../../../lab/aws/bgp-session.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { bgpTunnels } from '../../../lab/topology/graph/bgp.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { bgpLab, neighbor } from '../fixtures/bgp-lab.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';

const trouble = (lab: Lab) => bgpTunnels(lab).map((session) => sessionTrouble(lab, session));
const prefixes = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `10.30.${n >> 8}.${n & 255}/32`);

describe('sessionTrouble', () => {
  it('finds none where both ends have the same in mind', () => {
    expect(trouble(bgpLab())).toEqual([null, null]);
    expect(trouble(referenceLab)).toEqual([]);
  });

  it('finds tunnels that stay down, other ASNs, and too many prefixes', () => {
    expect(trouble(bgpLab(({ customerGateways: [site] }) => site!.router.connections.pop()))).toEqual([
      null,
      'tunnelStaysDown',
    ]);
    expect(trouble(bgpLab(({ customerGateways: [site] }) => (site!.router.bgp.asn = 1)))).toEqual([
      'asnsDiffer',
      'asnsDiffer',
    ]);
    const announcing = (count: number): Lab =>
      bgpLab(({ customerGateways: [site] }) => (site!.router.bgp.networks = prefixes(count)));
    expect(trouble(announcing(1000))[0]).toBeNull();
    expect(trouble(announcing(1001))[0]).toBe('tooManyPrefixes');
  });
});

describe('learnedOver', () => {
  const learned = (lab: Lab): string[] =>
    learnedOver(lab, lab.gateways[0]!, ['vpn']).map(
      ({ destinationCidrBlock, tunnel, asPath, med }) =>
        `${destinationCidrBlock} ${tunnel} ${asPath.join(' ')} ${med}`,
    );

  it('has what the router announces over each tunnel, and nothing of a static connection', () => {
    expect(learned(bgpLab())).toEqual(['10.30.0.0/16 tunnel-1 65000 0', '10.30.0.0/16 tunnel-2 65000 0']);
    expect(learned(referenceLab)).toEqual([]);
  });

  it('has what is otherwise over one tunnel', () => {
    const lab = bgpLab(({ customerGateways: [site] }) => {
      const networks = ['10.30.128.0/20'];
      site!.router.bgp.neighbors = [neighbor({ connection: 'Tunnel2', networks, asPathPrepend: 2, med: 50 })];
    });
    expect(learned(lab)).toEqual([
      '10.30.0.0/16 tunnel-1 65000 0',
      '10.30.128.0/20 tunnel-2 65000 65000 65000 50',
    ]);
  });

  it("has what was seen of an owner's own router, whatever its configuration", () => {
    const route = { destinationCidrBlock: '10.31.0.0/16', asPath: [65000], med: 0 };
    const lab = bgpLab(({ customerGateways: [site] }) => {
      site!.router.bgp.seen = [
        { tunnel: 'tunnel-1', learned: null },
        { tunnel: 'tunnel-2', learned: [route] },
      ];
    });
    expect(learned(lab)).toEqual(['10.31.0.0/16 tunnel-2 65000 0']);
    expect(trouble(lab)).toEqual(['notEstablished', null]);
  });
});

describe('predict, with BGP', () => {
  it('lets both sides reach each other, and the VPCs never', () => {
    expect(predict(bgpLab(), 'vpc-a-host', 'onprem-server')).toMatchObject({
      reachable: true,
      path: ['vpc-a-host', 'vpc-a', 'tgw', 'tunnel-1', 'onprem-router', 'onprem-server'],
    });
    expect(predict(bgpLab(), 'onprem-server', 'vpc-b-host').reachable).toBe(true);
    expect(predict(bgpLab(), 'vpc-a-host', 'vpc-b-host').reachable).toBe(false);
  });

  it.each<[string, Parameters<typeof bgpLab>[0], string, RegExp, string]>([
    [
      'a table that the VPN does not propagate into',
      ({ gateways: [tgw] }) => (tgw.routeTables[0]!.propagations = []),
      'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
      /vpn has learned 10\.30\.0\.0\/16 by BGP, and att-vpn does not propagate into tgw-rt-a/,
      'tgw',
    ],
    [
      'a prefix that the router does not announce',
      ({ customerGateways: [site] }) => (site!.router.bgp.networks = ['10.30.0.0/20']),
      'BGP_ROUTE_NOT_ANNOUNCED',
      /onprem-router does not announce it to vpn/,
      'tgw',
    ],
    [
      'another ASN',
      ({ customerGateways: [site] }) => (site!.router.bgp.asn = 65010),
      'BGP_SESSION_DOWN',
      /speaks with ASN 65010, and onprem was created with 65000/,
      'tgw',
    ],
    [
      'too many prefixes',
      ({ customerGateways: [site] }) => (site!.router.bgp.networks = prefixes(1001)),
      'BGP_PREFIX_LIMIT',
      /more than 1000 prefixes/,
      'tgw',
    ],
    [
      'a table without the VPC, which AWS then does not advertise',
      ({ gateways: [tgw] }) => (tgw.routeTables[2]!.propagations = ['att-vpc-b']),
      'NO_ROUTE_TO_DESTINATION',
      /AWS does not advertise it to vpn/,
      'onprem-igw',
    ],
  ])('names %s', (_, change, reason, text, droppedAt) => {
    const prediction = predict(bgpLab(change), 'vpc-a-host', 'onprem-server');
    expect(prediction).toMatchObject({ reachable: false, reason, droppedAt });
    expect(prediction).toHaveProperty('text', expect.stringMatching(text));
  });

  it.each<[string, Partial<Parameters<typeof neighbor>[0]>, string, string]>([
    ['a longer AS_PATH over the first', { asPathPrepend: 1 }, 'tunnel-2', 'tunnel-1'],
    ['a higher MED over the first', { med: 10 }, 'tunnel-2', 'tunnel-1'],
    ['a lower LOCAL_PREF over the first', { localPreference: 90 }, 'tunnel-1', 'tunnel-2'],
    [
      'a more specific prefix over the second',
      { connection: 'Tunnel2', networks: ['10.30.128.0/20'] },
      'tunnel-2',
      'tunnel-1',
    ],
    [
      'a default route over the second',
      { connection: 'Tunnel2', networks: ['0.0.0.0/0'] },
      'tunnel-1',
      'tunnel-1',
    ],
  ])('takes the tunnel that each side prefers: %s', (_, given, fromAws, fromSite) => {
    const lab = bgpLab(({ customerGateways: [site] }) => (site!.router.bgp.neighbors = [neighbor(given)]));
    expect(predict(lab, 'vpc-a-host', 'onprem-server')).toMatchObject({
      path: ['vpc-a-host', 'vpc-a', 'tgw', fromAws, 'onprem-router', 'onprem-server'],
    });
    expect(predict(lab, 'onprem-server', 'vpc-a-host')).toMatchObject({
      path: ['onprem-server', 'onprem-router', fromSite, 'tgw', 'vpc-a', 'vpc-a-host'],
    });
  });

  it('takes static routes into the VPN beside BGP, at both ends', () => {
    const lab = changedLab(({ vpnConnections: [vpn] }) => (vpn!.staticRoutesOnly = false));
    expect(predict(lab, 'vpc-a-host', 'onprem-server').reachable).toBe(true);
  });
});
