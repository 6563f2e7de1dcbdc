import { INTERNET, internetGatewayName } from '../../topology/names.ts';
import type { Lab } from '../../topology/types.ts';
import { INTERNET_ADDRESS } from '../addresses.ts';
import { address } from '../commands/ip-address.ts';
import { linkUp } from '../commands/ip-link.ts';
import { route } from '../commands/ip-route.ts';
import { interfaceTo } from '../names.ts';
import { nodePlan } from '../node-plan.ts';
import { FORWARDER } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';

/** The neighbours of the Internet: each public address of the lab, and the node that has it. */
export function publicNeighbours(lab: Lab): { node: string; address: string; interface: string }[] {
  return [
    ...lab.customerGateways.map((gateway) => ({
      node: internetGatewayName(gateway.name),
      address: gateway.ipAddress,
    })),
    ...lab.vpnConnections.flatMap(({ tunnels }) =>
      tunnels.map((tunnel) => ({ node: tunnel.name, address: tunnel.outsideIpAddress })),
    ),
  ].map((neighbour, index) => ({ ...neighbour, interface: interfaceTo(neighbour.node, index) }));
}

/** The Internet: knows a route to each public address of the lab and to nothing else. */
export function internetNode(lab: Lab): NodePlan {
  return nodePlan({
    name: INTERNET,
    role: 'internet',
    sysctls: FORWARDER,
    setup: [address(`${INTERNET_ADDRESS}/32`, 'lo')],
    interfaces: Object.fromEntries(
      publicNeighbours(lab).map((neighbour) => [
        neighbour.interface,
        [
          linkUp(neighbour.interface),
          route(neighbour.address, { dev: neighbour.interface, src: INTERNET_ADDRESS }),
        ],
      ]),
    ),
  });
}
