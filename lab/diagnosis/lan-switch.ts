import { nodeOf } from '../topology/graph/nodes.ts';
import type { NodeOf } from '../topology/graph/nodes.ts';
import { gatewayOfHosts } from '../topology/graph/sites.ts';
import type { Lab } from '../topology/types.ts';
import { contains } from '../topology/cidr.ts';
import type { LinkEnd } from '../topology/graph/links.ts';
import { heldAddress, interfacesOf } from './kernel/interfaces.ts';
import { lladdrOf } from './kernel/neighbours.ts';
import { matchingRoutes } from './kernel/routes.ts';
import { kernelOf } from './scene.ts';
import type { Scene } from './scene.ts';

/** A router or a host at a switch, with the addresses that the lab file gives it there. */
interface Member extends LinkEnd {
  readonly addresses: readonly string[];
}

/** The switch of that name; null if the node is none. */
export function switchNamed(lab: Lab, name: string): NodeOf<'lan-switch'> | null {
  const node = nodeOf(lab, name);
  return node.role === 'lan-switch' ? node : null;
}

/**
 * Who gets what a node sends into a LAN for an address: whoever has the next hop's address there, which of a virtual address the
 * nodes themselves tell; of several that have it, the one whose MAC address the sender has; where nobody has it, who should.
 */
export function behindSwitch(
  scene: Pick<Scene, 'lab' | 'observation'>,
  { lan, customerGateway }: NodeOf<'lan-switch'>,
  sender: LinkEnd,
  destination: string,
): LinkEnd | null {
  const [route] = matchingRoutes(kernelOf(scene, sender.node), 'main', destination).flatMap(({ nextHops }) =>
    nextHops.filter(({ dev }) => dev === sender.interface),
  );
  const nextHop = contains(lan.cidrBlock, destination) ? destination : (route?.via ?? destination);
  const members = membersOf(scene.lab, { lan, customerGateway });
  const holders = members.filter(
    (each) => heldAddress(kernelOf(scene, each.node), each.interface, nextHop) !== undefined,
  );
  const known = lladdrOf(kernelOf(scene, sender.node), nextHop);
  const holder =
    holders.find((each) => known !== null && lladdrAt(scene, each) === known) ??
    holders[0] ??
    members.find(({ addresses }) => addresses.includes(nextHop));
  return holder === undefined ? null : { node: holder.node, interface: holder.interface };
}

function lladdrAt(scene: Pick<Scene, 'observation'>, { node, interface: port }: LinkEnd): string | null {
  return interfacesOf(kernelOf(scene, node)).find(({ name }) => name === port)?.lladdr ?? null;
}

function membersOf(
  lab: Lab,
  { lan, customerGateway }: Pick<NodeOf<'lan-switch'>, 'lan' | 'customerGateway'>,
): Member[] {
  const first = gatewayOfHosts(lab, customerGateway).router.name;
  return [
    ...lan.routers.map(({ name, interface: port, ipAddress, virtualIpAddress }) => ({
      node: name,
      interface: port,
      addresses: [ipAddress, ...(name === first && virtualIpAddress !== null ? [virtualIpAddress] : [])],
    })),
    ...lan.hosts.map(({ name, privateIpAddress }) => ({
      node: name,
      interface: 'eth0',
      addresses: [privateIpAddress],
    })),
  ];
}
