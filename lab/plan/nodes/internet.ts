import { INTERNET, internetGatewayName } from '../../topology/names.ts';
import type { Lab } from '../../topology/types.ts';
import { INTERNET_ADDRESS } from '../addresses.ts';
import { interfaceTo } from '../names.ts';
import { nodeFiles } from '../node-files.ts';
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
  return {
    name: INTERNET,
    role: 'internet',
    image: 'node',
    sysctls: FORWARDER,
    devices: [],
    files: nodeFiles({
      setup: [`address add ${INTERNET_ADDRESS}/32 dev lo`],
      links: Object.fromEntries(
        publicNeighbours(lab).map(({ address, interface: name }) => [
          name,
          [`link set dev ${name} up`, `route add ${address} dev ${name} src ${INTERNET_ADDRESS}`],
        ]),
      ),
    }),
    keys: [],
    daemons: [],
  };
}
