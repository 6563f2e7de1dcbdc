import { describe, expect, it } from 'vitest';
import { advertisedRoutes } from '../../../lab/aws/bgp-routes.ts';
import { missingRule } from '../../../lab/aws/filters/security-groups.ts';
import { flowTo } from '../../../lab/aws/flow.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { effectiveRoutes } from '../../../lab/aws/transit-gateway.ts';
import { overIpv6 } from '../../../lab/topology/graph/ip-versions.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import { bgpTunnels } from '../../../lab/topology/graph/bgp.ts';
import { transitGateways, withGateway } from '../../../lab/topology/objects/gateways.ts';
import type { Lab } from '../../../lab/topology/types.ts';

const FOLDER = 'scenarios/gateways/ipv6-inside';
const lab = loadLab(`${FOLDER}/lab.yaml`);

const prediction = (of: Lab, from: string, to: string) => predict(overIpv6(of), from, to);

it('cures a missing rule by one for the one IPv6 address', () => {
  const [instance] = overIpv6(lab).vpcs[0]!.instances;
  expect(missingRule(instance!, flowTo({ tcpPort: 22 }), '2001:db8:c::20')).toMatchObject({
    peerBlock: '2001:db8:c::20/128',
  });
});

describe('what is predicted over IPv6', () => {
  it('goes by the tunnels that carry IPv6', () => {
    expect(prediction(lab, 'vpc-a-host', 'onprem-server')).toEqual({
      reachable: true,
      path: ['vpc-a-host', 'vpc-a', 'tgw', 'tunnel-3', 'onprem-router', 'onprem-server'],
    });
    expect(predict(lab, 'vpc-a-host', 'onprem-server')).toMatchObject({
      path: ['vpc-a-host', 'vpc-a', 'tgw', 'tunnel-1', 'onprem-router', 'onprem-server'],
    });
  });

  it('keeps the VPCs apart', () => {
    expect(prediction(lab, 'vpc-a-host', 'vpc-b-host')).toMatchObject({
      reachable: false,
      reason: 'NO_ROUTE_TO_DESTINATION',
      droppedAt: 'vpc-a',
    });
  });

  it('needs a rule for ICMPv6 in the security group', () => {
    const closed = {
      ...lab,
      vpcs: lab.vpcs.map((vpc) => ({
        ...vpc,
        securityGroups: vpc.securityGroups.map((group) => ({
          ...group,
          ingress: group.ingress.map((rule) => ({ ...rule, protocol: 'icmp' as const })),
        })),
      })),
    };
    expect(prediction(closed, 'onprem-server', 'vpc-a-host')).toMatchObject({
      reason: 'ENI_SG_RULES_MISMATCH',
      text: expect.stringContaining('icmpv6') as string,
    });
  });

  it('ends at a router that has no route, for nobody has a default route of IPv6', () => {
    const without = {
      ...lab,
      customerGateways: lab.customerGateways.map((gateway) => ({
        ...gateway,
        router: { ...gateway.router, routes: [] },
      })),
    };
    expect(prediction(without, 'onprem-server', 'vpc-a-host')).toMatchObject({
      reason: 'NO_ROUTE_TO_DESTINATION',
      droppedAt: 'onprem-router',
    });
  });
});

describe('BGP over IPv6', () => {
  const bgp = loadLab('tests/fixtures/labs/bgp-ipv6.yaml');
  const path = (of: Lab, from: string, to: string) => predict(of, from, to);

  it('brings each version its own routes, both ways', () => {
    expect(path(overIpv6(bgp), 'onprem-server', 'vpc-a-host')).toMatchObject({
      path: ['onprem-server', 'onprem-router', 'tunnel-3', 'tgw', 'vpc-a', 'vpc-a-host'],
    });
    expect(path(bgp, 'onprem-server', 'vpc-a-host')).toMatchObject({
      path: ['onprem-server', 'onprem-router', 'tunnel-1', 'tgw', 'vpc-a', 'vpc-a-host'],
    });
    const table = effectiveRoutes(bgp, transitGateways(bgp)[0]!, 'tgw-rt-a');
    expect(table.map((route) => [route.destinationCidrBlock, route.attachment])).toEqual([
      ['10.30.0.0/16', 'att-vpn'],
      ['2001:db8:c::/48', 'att-vpn-ipv6'],
    ]);
  });

  it('advertises what its tunnels carry, without blackholes', () => {
    const [tgw] = transitGateways(bgp);
    const routes = [
      { destinationCidrBlock: '2001:db8:e::/48', attachment: null },
      { destinationCidrBlock: '2001:db8:f::/48', attachment: 'att-vpc-b' },
    ];
    const routeTables = tgw!.routeTables.map((table) =>
      table.name === 'tgw-rt-vpn-ipv6' ? { ...table, routes } : table,
    );
    const changed = withGateway(bgp, { ...tgw!, routeTables });
    const prefixes = bgpTunnels(changed).map((session) =>
      advertisedRoutes(changed, session).map((route) => route.destinationCidrBlock),
    );
    expect(prefixes[0]).toEqual(['10.10.0.0/16', '10.20.0.0/16']);
    expect(prefixes[2]).toEqual(['2001:db8:f::/48', '2001:db8:a::/56', '2001:db8:b::/56']);
  });

  it('is missed where the router announces no prefix of IPv6, and says at which connection', () => {
    const without: Lab = {
      ...bgp,
      customerGateways: bgp.customerGateways.map((gateway) => {
        const { router } = gateway;
        return { ...gateway, router: { ...router, bgp: { ...router.bgp, networks: ['10.30.0.0/16'] } } };
      }),
    };
    expect(prediction(without, 'vpc-a-host', 'onprem-server')).toMatchObject({
      reason: 'BGP_ROUTE_NOT_ANNOUNCED',
      droppedAt: 'tgw',
      text: expect.stringContaining('does not announce it to vpn-ipv6') as string,
    });
    expect(path(without, 'vpc-a-host', 'onprem-server')).toMatchObject({ reachable: true });
  });
});

describe('ipv6Support of an attachment', () => {
  const control = loadLab(`${FOLDER}/control.yaml`);
  const routesOf = (of: Lab): string[] =>
    effectiveRoutes(of, transitGateways(of)[0]!, 'tgw-rt-vpn-ipv6').map(
      (route) => route.destinationCidrBlock,
    );

  it('has the IPv6 block propagated', () => {
    expect(routesOf(lab)).toEqual(['10.10.0.0/16', '2001:db8:a::/56', '10.20.0.0/16', '2001:db8:b::/56']);
    expect(routesOf(overIpv6(lab))).toEqual(['2001:db8:a::/56', '2001:db8:b::/56']);
  });

  it('filters nothing: without it there is no propagated route, and that is all', () => {
    expect(routesOf(control)).toEqual(['10.10.0.0/16', '10.20.0.0/16']);
    expect(prediction(control, 'vpc-a-host', 'onprem-server')).toMatchObject({
      leg: 'return',
      droppedAt: 'tgw',
    });
  });
});
