import { describe, expect, it } from 'vitest';
import { advertisedRoutes, bgpRoutes } from '../../../lab/aws/bgp-routes.ts';
import { bgpTunnels } from '../../../lab/topology/graph/bgp.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { bgpLab, neighbor } from '../fixtures/bgp-lab.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

const advertised = (lab: Lab): string[] =>
  advertisedRoutes(lab, bgpTunnels(lab)[0]!).map(({ destinationCidrBlock }) => destinationCidrBlock);

describe('advertisedRoutes', () => {
  it('has the routes of the table that the VPN attachment is associated with', () => {
    expect(advertised(bgpLab())).toEqual(['10.10.0.0/16', '10.20.0.0/16']);
  });

  it('has its static routes, and no blackholes', () => {
    const lab = bgpLab(({ gateways: [tgw] }) => {
      tgw.routeTables[2]!.routes = [
        { destinationCidrBlock: '10.99.0.0/16', attachment: 'att-vpc-a' },
        { destinationCidrBlock: '10.20.0.0/16', attachment: null },
      ];
    });
    expect(advertised(lab)).toEqual(['10.99.0.0/16', '10.10.0.0/16']);
  });

  it('has nothing that the connection itself has announced', () => {
    const lab = bgpLab(({ gateways: [tgw] }) => tgw.routeTables[2]!.propagations.push('att-vpn'));
    expect(advertised(lab)).toEqual(['10.10.0.0/16', '10.20.0.0/16']);
  });

  it('has nothing without an association', () => {
    expect(advertised(bgpLab(({ gateways: [tgw] }) => (tgw.routeTables[2]!.associations = [])))).toEqual([]);
  });
});

describe('bgpRoutes', () => {
  const routes = (lab: Lab): string[] =>
    bgpRoutes(lab, lab.customerGateways[0]!.router).map(
      ({ destinationCidrBlock, connection, metric }) => `${destinationCidrBlock} ${connection} ${metric}`,
    );

  it('has what is advertised, over the first tunnel', () => {
    expect(routes(bgpLab())).toEqual(['10.10.0.0/16 Tunnel1 20', '10.20.0.0/16 Tunnel1 20']);
  });

  it('has none for a prefix that the router announces itself, over whichever tunnel', () => {
    const lab = bgpLab(({ customerGateways: [site] }) => {
      site!.router.bgp.neighbors = [
        neighbor({ connection: 'Tunnel2', networks: ['10.30.0.0/16', '10.20.0.0/16'] }),
      ];
    });
    expect(routes(lab)).toEqual(['10.10.0.0/16 Tunnel1 20']);
  });

  it('has several paths for one prefix where the router uses several', () => {
    const lab = bgpLab(({ customerGateways: [site] }) => (site!.router.bgp.maximumPaths = 2));
    expect(routes(lab)).toEqual([
      '10.10.0.0/16 Tunnel1 20',
      '10.10.0.0/16 Tunnel2 20',
      '10.20.0.0/16 Tunnel1 20',
      '10.20.0.0/16 Tunnel2 20',
    ]);
  });

  it('prefers the higher LOCAL_PREF, and spreads nothing over a lower one', () => {
    const lab = bgpLab(({ customerGateways: [site] }) => {
      site!.router.bgp.maximumPaths = 2;
      site!.router.bgp.neighbors = [neighbor({ connection: 'Tunnel2', localPreference: 200 })];
    });
    expect(routes(lab)).toEqual(['10.10.0.0/16 Tunnel2 20', '10.20.0.0/16 Tunnel2 20']);
  });

  it('has none of a static connection, and none of a tunnel that stays down', () => {
    expect(routes(referenceLab)).toEqual([]);
    const lab = bgpLab(({ customerGateways: [site] }) => (site!.router.connections[0]!.auto = 'add'));
    expect(routes(lab)).toEqual(['10.10.0.0/16 Tunnel2 20', '10.20.0.0/16 Tunnel2 20']);
  });

  it('has none if the router speaks with another ASN than the customer gateway', () => {
    expect(routes(bgpLab(({ customerGateways: [site] }) => (site!.router.bgp.asn = 65010)))).toEqual([]);
  });

  it.each([
    ['65000, as this one', 65000, []],
    ['65001', 65001, ['10.50.0.0/16 Tunnel1 20']],
  ])('has those of another site if that has ASN %s', (_, asn, others) => {
    const lab = bgpLab(({ customerGateways, vpnConnections, gateways: [tgw] }) => {
      const [site, [vpn]] = [customerGateways[0]!, [vpnConnections[0]!]];
      customerGateways.push({
        ...structuredClone(site),
        name: 'branch',
        bgpAsn: asn,
        cidrBlock: '10.50.0.0/16',
        router: {
          ...structuredClone(site.router),
          name: 'branch-router',
          bgp: { asn, networks: ['10.50.0.0/16'], maximumPaths: 1, neighbors: [], seen: null },
          connections: site.router.connections.map((each) => ({ ...each, tunnel: `b-${each.tunnel}` })),
        },
      });
      const copy = structuredClone(vpn);
      for (const tunnel of copy.tunnels) tunnel.name = `b-${tunnel.name}`;
      vpnConnections.push({ ...copy, name: 'branch-vpn', customerGateway: 'branch' });
      tgw.attachments.push({ name: 'att-branch', resourceType: 'vpn', resource: 'branch-vpn', subnets: [] });
      tgw.routeTables[2]!.propagations.push('att-branch');
    });
    expect(routes(lab).filter((route) => route.startsWith('10.50'))).toEqual(others);
  });
});
