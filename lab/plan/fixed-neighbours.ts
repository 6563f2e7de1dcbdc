import { createHash } from 'node:crypto';
import { withoutPrefix } from '../topology/cidr.ts';
import type { LinkEnd } from '../topology/graph/links.ts';
import type { Lab } from '../topology/types.ts';
import { setLink } from './commands/ip-link.ts';
import { fixedNeighbour } from './commands/ip-neighbour.ts';
import type { IpCommand } from './commands/ip.ts';
import type { LinkPlan, NodePlan } from './types.ts';

/**
 * From so many nodes on, the hardware addresses at the ends of a lab's links are planned, and each end knows the other's.
 * A kernel keeps no more than `net.ipv4.neigh.default.gc_thresh3` neighbours, 1,024 unless the host says otherwise, in all
 * its network namespaces together: beyond that packets are lost. Those that are fixed do not count (neigh_alloc() in
 * Linux' net/core/neighbour.c). A smaller lab asks, as machines do, and shows what comes of it.
 */
export const FIXED_NEIGHBOURS_FROM_NODES = 100;

/** The nodes with the neighbours at the other ends of their links fixed. */
export function withFixedNeighbours(
  lab: Lab,
  nodes: readonly NodePlan[],
  links: readonly LinkPlan[],
): NodePlan[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const commands = new Map<string, { readonly own: IpCommand; readonly others: readonly IpCommand[] }>();
  for (const { name, ends } of links) {
    const [one, other] = ends;
    for (const [end, peer] of [
      [one, other],
      [other, one],
    ] as const) {
      const peerAddress = hardwareAddress(name, peer);
      // A port of a bridge has no address, and no neighbours: the bridge has them.
      const behind =
        addressesOf(byName.get(end.node)!, end.interface).length === 0
          ? []
          : [...addressesOf(byName.get(peer.node)!, peer.interface), ...subnetPeers(lab, end, peer)];
      commands.set(keyOf(end), {
        own: setLink(end.interface, { address: hardwareAddress(name, end) }),
        others: behind.map((address) => fixedNeighbour(address, peerAddress, end.interface)),
      });
    }
  }
  return nodes.map((node) => ({
    ...node,
    interfaces: node.interfaces.map((each) => {
      const fixed = commands.get(keyOf({ node: node.name, interface: each.name }));
      if (fixed === undefined) return each;
      // An interface that gets another hardware address, or comes up, forgets its neighbours.
      return { ...each, commands: [fixed.own, ...each.commands, ...fixed.others] };
    }),
  }));
}

const keyOf = (end: LinkEnd): string => `${end.node} ${end.interface}`;

/** A locally administered address, the same for an end whatever else the lab has. */
function hardwareAddress(link: string, end: LinkEnd): string {
  const digest = createHash('sha256')
    .update(`${link} ${keyOf(end)}`)
    .digest();
  return ['02', ...[...digest.subarray(0, 5)].map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
}

/** The addresses that a node gives to one of its interfaces, without their prefix lengths. */
function addressesOf(node: NodePlan, name: string): string[] {
  const commands = node.interfaces.find((each) => each.name === name)?.commands ?? [];
  return commands.flatMap((command) =>
    command.kind === 'address' && command.dev === name ? [withoutPrefix(command.address)] : [],
  );
}

/** The other instances of an instance's subnet: the VPC's router answers for them. */
function subnetPeers({ vpcs }: Lab, end: LinkEnd, peer: LinkEnd): string[] {
  const instances = vpcs.find(({ name }) => name === peer.node)?.instances ?? [];
  const own = instances.find(({ name }) => name === end.node);
  if (own === undefined) return [];
  return instances
    .filter((each) => each !== own && each.subnet === own.subnet)
    .map(({ privateIpAddress }) => privateIpAddress);
}
