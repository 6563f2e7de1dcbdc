import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { advertisedRoutes } from '../../../lab/aws/bgp-routes.ts';
import { announcedOver } from '../../../lab/aws/direct-connect.ts';
import { vpnGatewayRoutes } from '../../../lab/aws/vpn-gateway.ts';
import { bgpTunnels } from '../../../lab/topology/graph/bgp.ts';
import { directConnectLinks } from '../../../lab/topology/graph/direct-connect.ts';
import { vpnGateways } from '../../../lab/topology/objects/gateways.ts';
import { lookup } from '../../../lab/aws/lookup.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { subnetRoutes } from '../../../lab/aws/vpc.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import type { changedLab } from '../fixtures/reference-lab.ts';

type Draft = Parameters<Parameters<typeof changedLab>[0]>[0];

const file = fileURLToPath(new URL('../../fixtures/labs/vpn-gateway.yaml', import.meta.url));

function changed(change: (lab: Draft) => void): Lab {
  const lab = structuredClone(loadLab(file));
  change(lab as unknown as Draft);
  return lab;
}

/** What a packet of vpc-a-host to an address is sent to. */
function targetOf(lab: Lab, address: string): string | undefined {
  const route = lookup(subnetRoutes(lab, lab.vpcs[0]!, 'vpc-a-private-1'), address);
  if (route === null) return undefined;
  return 'name' in route.target ? route.target.name : route.target.kind;
}

const routesOf = (lab: Draft) => lab.vpcs[0]!.routeTables[1]!.routes;
const SERVER = '10.30.141.20';

describe('the order of preference in a VPC route table', () => {
  it('is by the longest prefix first', () => {
    const lab = changed((draft) => {
      routesOf(draft).push({ destinationCidrBlock: '10.0.0.0/8', target: { kind: 'blackhole' } });
    });
    expect(targetOf(lab, SERVER)).toBe('vgw');
    expect(targetOf(lab, '10.40.0.1')).toBe('blackhole');
  });

  it('has a static route before a propagated one for the same prefix', () => {
    const lab = changed((draft) => {
      routesOf(draft).push({ destinationCidrBlock: '10.30.0.0/16', target: { kind: 'blackhole' } });
    });
    expect(targetOf(lab, SERVER)).toBe('blackhole');
    expect(predict(lab, 'vpc-a-host', 'onprem-server')).toMatchObject({ reason: 'BAD_STATE_ROUTE' });
  });

  it('has the local route before whatever is propagated inside the VPC', () => {
    const lab = changed((draft) => {
      draft.vpnConnections[0]!.routes = [{ destinationCidrBlock: '10.10.141.0/24' }];
    });
    expect(targetOf(lab, '10.10.141.106')).toBe('local');
  });

  it('has no route of a connection that stays down', () => {
    const lab = changed((draft) => {
      for (const connection of draft.customerGateways[0]!.router.connections) connection.auto = 'add';
    });
    expect(targetOf(lab, SERVER)).toBeUndefined();
  });

  it('has nothing of a virtual private gateway that does not propagate into the table, and says so', () => {
    const lab = changed((draft) => (draft.vpcs[0]!.routeTables[1]!.propagatingVgws = []));
    expect(predict(lab, 'vpc-a-host', 'onprem-server')).toMatchObject({
      reason: 'NO_ROUTE_TO_DESTINATION',
      text: 'route table vpc-a-private of subnet vpc-a-private-1 has no applicable route to 10.30.141.20: vgw has one, and does not propagate it into vpc-a-private',
    });
  });
});

describe('a virtual private gateway', () => {
  it('is on the way of both', () => {
    const way = ['vpc-a-host', 'vpc-a', 'vgw', 'tunnel-1', 'onprem-router', 'onprem-server'];
    const lab = loadLab(file);
    expect(predict(lab, 'vpc-a-host', 'onprem-server')).toEqual({ reachable: true, path: way });
    expect(predict(lab, 'onprem-server', 'vpc-a-host')).toEqual({ reachable: true, path: way.toReversed() });
  });

  it('drops what no static route of its connections is for', () => {
    const lab = changed((draft) => {
      draft.vpnConnections[0]!.routes = [{ destinationCidrBlock: '10.30.128.0/20' }];
      routesOf(draft).push({
        destinationCidrBlock: '10.30.0.0/20',
        target: { kind: 'vpnGateway', name: 'vgw' },
      });
    });
    expect(predict(lab, 'vpc-a-host', 'onprem-router')).toMatchObject({
      droppedAt: 'vgw',
      text: 'no VPN connection of vgw has a route to 10.30.12.85',
    });
  });
});

describe('the order of preference at a virtual private gateway', () => {
  const priority = loadLab(
    fileURLToPath(new URL('../../fixtures/labs/route-priority.yaml', import.meta.url)),
  );
  const prioritised = (change: (lab: Draft) => void = () => {}): Lab => {
    const lab = structuredClone(priority);
    change(lab as unknown as Draft);
    return lab;
  };
  const route = (lab: Lab) => lookup(vpnGatewayRoutes(lab, vpnGateways(lab)[0]!), SERVER);
  const withoutLinks = (lab: Draft): void => {
    lab.directConnectGateways[0]!.virtualInterfaces = [];
  };

  it('is Direct Connect first', () => {
    expect(route(priority)).toMatchObject({ resource: 'dxgw', bgp: { tunnel: 'dx-1' } });
    expect(predict(priority, 'vpc-a-host', 'onprem-server')).toMatchObject({
      path: ['vpc-a-host', 'vpc-a', 'vgw', 'dx-1', 'onprem-router', 'onprem-server'],
    });
    expect(predict(priority, 'onprem-server', 'vpc-a-host')).toMatchObject({
      path: ['onprem-server', 'onprem-router', 'dx-1', 'vgw', 'vpc-a', 'vpc-a-host'],
    });
  });

  it('then a static route of a VPN connection, then BGP', () => {
    expect(route(prioritised(withoutLinks))).toMatchObject({ resource: 'vpn' });
    expect(route(prioritised(withoutLinks))).not.toHaveProperty('bgp');
    const learned = prioritised((lab) => {
      withoutLinks(lab);
      lab.vpnConnections[0]!.routes = [];
    });
    expect(route(learned)).toMatchObject({ resource: 'branch-vpn', bgp: { tunnel: 'branch-1' } });
  });

  it('is the first of static routes for one prefix, of a connection that comes up', () => {
    const twoRouters = loadLab('tests/fixtures/labs/two-routers-static.yaml');
    const withoutFirst = structuredClone(twoRouters) as unknown as Draft;
    for (const connection of withoutFirst.customerGateways[0]!.router.connections) connection.auto = 'add';
    expect(route(twoRouters)).toMatchObject({ resource: 'vpn' });
    expect(route(withoutFirst as unknown as Lab)).toMatchObject({ resource: 'vpn-2' });
    expect(targetOf(withoutFirst as unknown as Lab, SERVER)).toBe('vgw');
  });

  it('is the longer prefix before all of them', () => {
    const lab = prioritised(({ customerGateways: [, branch] }) => {
      branch!.router.bgp.networks.push('10.30.141.0/24');
    });
    expect(route(lab)).toMatchObject({ resource: 'branch-vpn' });
  });

  it('leaves a static route in the VPC, where Direct Connect is preferred at the gateway', () => {
    expect(targetOf(priority, SERVER)).toBe('vgw');
    const [vpc] = priority.vpcs;
    expect(lookup(subnetRoutes(priority, vpc!, 'vpc-a-private-1'), SERVER)).not.toHaveProperty('isLearned');
  });

  it('has no way from a VPN connection to Direct Connect, nor back', () => {
    const lab = prioritised(({ vpnConnections: [vpn] }) => (vpn!.routes = []));
    const session = bgpTunnels(lab).find(({ tunnel }) => tunnel.name === 'branch-1')!;
    expect(advertisedRoutes(lab, session).map(({ destinationCidrBlock }) => destinationCidrBlock)).toEqual([
      '10.10.0.0/16',
    ]);
    expect(predict(lab, 'onprem-server', 'branch-server')).toMatchObject({ reachable: false });
  });

  it.each([
    ['every block of the VPC without allowed prefixes', undefined, ['10.10.0.0/16']],
    ['those that an allowed prefix contains', ['10.0.0.0/8'], ['10.10.0.0/16']],
    ['none that is wider than every allowed prefix', ['10.10.0.0/17'], []],
  ])('announces by Direct Connect %s', (_, allowed, announced) => {
    const lab = prioritised(({ gateways: [vgw] }) => {
      const attachment = vgw.attachments.find((each) => each.resourceType === 'direct-connect-gateway')!;
      if (allowed !== undefined) attachment.allowedPrefixes = allowed;
    });
    expect(announcedOver(lab, directConnectLinks(lab)[0]!)).toEqual(announced);
  });
});
