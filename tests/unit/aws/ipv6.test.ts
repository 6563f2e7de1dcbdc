import { describe, expect, it } from 'vitest';
import { missingRule } from '../../../lab/aws/filters/security-groups.ts';
import { flowTo } from '../../../lab/aws/flow.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { effectiveRoutes } from '../../../lab/aws/transit-gateway.ts';
import { overIpv6 } from '../../../lab/topology/graph/ip-versions.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import { transitGateways } from '../../../lab/topology/objects/gateways.ts';
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
