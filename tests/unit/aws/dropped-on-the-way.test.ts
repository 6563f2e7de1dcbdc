import { describe, it } from 'vitest';
import { addSite } from '../fixtures/changes.ts';
import { TO_TRANSIT_GATEWAY } from '../fixtures/reference-lab.ts';
import { A, B, router, server, expectDrop } from './drop.ts';
import type { Change, Drop } from './drop.ts';

const drops: Record<string, Drop> = {
  'no route on the router': {
    change: (lab) => dropRouterRoutes(lab, '10.10.0.0/16'),
    from: server,
    to: A,
    reason: 'NO_ROUTE_TO_DESTINATION',
    leg: 'forward',
    path: [server, router, 'onprem-igw'],
    text: 'onprem-router has no route to 10.10.141.106 into a tunnel: it goes by the default route to onprem-igw, which lets only onprem-router out',
  },
  'no route on the router for the answer': {
    change: (lab) => dropRouterRoutes(lab, '10.10.0.0/16'),
    from: A,
    to: router,
    reason: 'NO_ROUTE_TO_DESTINATION',
    leg: 'return',
    path: [router, 'onprem-igw', 'internet'],
    text: 'onprem-router has no route to 10.10.141.106 into a tunnel: it goes by the default route to the Internet, which has none either',
  },
  'a default route into a tunnel, which that to the Internet gateway hides': {
    change: (lab) =>
      (lab.customerGateways[0]!.router.routes = [
        { destinationCidrBlock: '0.0.0.0/0', connection: 'Tunnel1', metric: 100 },
      ]),
    from: router,
    to: A,
    reason: 'NO_ROUTE_TO_DESTINATION',
    leg: 'forward',
    path: [router, 'onprem-igw', 'internet'],
    text: 'onprem-router has no route to 10.10.141.106 into a tunnel: it goes by the default route to the Internet, which has none either',
  },
  'a transit gateway route to the wrong site': {
    change: (lab) => {
      addSite(lab);
      lab.customerGateways[0]!.router.routes = lab.customerGateways[0]!.router.routes.filter(
        ({ destinationCidrBlock }) => destinationCidrBlock !== '10.40.0.0/16',
      );
      lab.gateways[0].routeTables[0]!.routes.push({
        destinationCidrBlock: '10.40.0.0/16',
        attachment: 'att-vpn',
      });
      lab.vpcs[0]!.routeTables[1]!.routes.push({
        destinationCidrBlock: '10.40.0.0/16',
        target: TO_TRANSIT_GATEWAY,
      });
    },
    from: A,
    to: 'branch-router',
    reason: 'NO_ROUTE_TO_DESTINATION',
    leg: 'forward',
    path: [A, 'vpc-a', 'tgw', 'tunnel-1', router, 'onprem-igw'],
    text: 'onprem-router has no route to 10.40.12.85 into a tunnel: it goes by the default route to onprem-igw, which lets only onprem-router out',
  },
  'a route into a tunnel that is more specific than the inside subnet': {
    change: (lab) =>
      lab.customerGateways[0]!.router.routes.push({
        destinationCidrBlock: '10.30.141.20/32',
        connection: 'Tunnel1',
        metric: 100,
      }),
    from: router,
    to: server,
    reason: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    leg: 'forward',
    path: [router, 'tunnel-1', 'tgw'],
    text: 'tgw-rt-vpn (associated with att-vpn) has no route to 10.30.141.20',
  },
  'no tunnel on the router': {
    change: (lab) => {
      lab.customerGateways[0]!.router.connections = [];
      lab.customerGateways[0]!.router.routes = [];
    },
    from: A,
    to: server,
    reason: 'TGW_BAD_STATE_VPN',
    leg: 'forward',
    path: [A, 'vpc-a', 'tgw'],
    text: 'no tunnel of vpn comes up: onprem-router is configured for none, or nobody initiates it',
  },
  'a VPN connection without attachment': {
    change: (lab) => lab.gateways[0].attachments.pop(),
    from: server,
    to: A,
    reason: 'NO_POSSIBLE_DESTINATION',
    leg: 'forward',
    path: [server, router, 'tunnel-1'],
    text: 'vpn is not attached to tgw',
  },
  'traffic selectors of the connection that leave the server out': {
    change: (lab) => (lab.vpnConnections[0]!.localIpv4NetworkCidr = '10.30.0.0/20'),
    from: A,
    to: server,
    reason: 'TRAFFIC_SELECTOR_MISMATCH',
    leg: 'forward',
    path: [A, 'vpc-a', 'tgw', 'tunnel-1'],
    text: 'the traffic selectors of Tunnel1 and vpn do not admit 10.30.141.20 with 10.10.141.106',
    tunnelPeer: router,
  },
  'traffic selectors of the router that leave VPC B out': {
    change: (lab) => (lab.customerGateways[0]!.router.connections[0]!.rightSubnets = ['10.10.0.0/16']),
    from: server,
    to: B,
    reason: 'TRAFFIC_SELECTOR_MISMATCH',
    leg: 'forward',
    path: [server, router],
    text: 'the traffic selectors of Tunnel1 and vpn do not admit 10.30.141.20 with 10.20.139.27',
    tunnelPeer: 'tunnel-1',
  },
  'a loop between the transit gateway and the router': {
    change: (lab) => (lab.gateways[0].routeTables[2]!.routes[0]!.attachment = 'att-vpn'),
    from: server,
    to: A,
    reason: 'CYCLIC_PATH_DETECTED',
    leg: 'forward',
    // Up to where it comes by whatever tunnel AWS takes, not up to one that it may not take.
    path: [server, router, 'tunnel-1', 'tgw', 'tunnel-1', router, 'tunnel-1', router],
    text: 'the packet takes onprem-router -> tunnel-1 a second time',
  },
};

function dropRouterRoutes(lab: Parameters<Change>[0], destinationCidrBlock: string): void {
  const site = lab.customerGateways[0]!.router;
  site.routes = site.routes.filter((route) => route.destinationCidrBlock !== destinationCidrBlock);
}

describe('what is dropped after a change of the router or the VPN connection', () => {
  it.each(Object.entries(drops))('%s', (_, drop) => {
    expectDrop(drop);
  });
});
