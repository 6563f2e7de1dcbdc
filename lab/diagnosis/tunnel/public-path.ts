import { because } from '../../causes/catalogue.ts';
import { INTERNET, internetGatewayName } from '../../topology/names.ts';
import type { Finding } from '../hop.ts';
import { brokenLink, deadNode } from '../link.ts';
import { findingOfDrop } from '../packet-filter.ts';
import type { Scene } from '../scene.ts';
import type { Passage, Passages } from '../trace.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';

/** Whose packets are looked at: the router's, or the endpoint's. */
export type Towards = 'aws' | 'router';

/** The nodes that IKE and ESP of a tunnel pass, from their sender on. */
export function publicNodes({ customerGateway, tunnel }: ConfiguredTunnel, towards: Towards): string[] {
  const nodes = [
    customerGateway.router.name,
    internetGatewayName(customerGateway.name),
    INTERNET,
    tunnel.name,
  ];
  return towards === 'aws' ? nodes : nodes.reverse();
}

/** A node that does not run, or a link that is down, between a tunnel's two ends. */
export function brokenPublicPath(scene: Scene, ends: ConfiguredTunnel, towards: Towards): Finding | null {
  const nodes = publicNodes(ends, towards);
  for (const node of nodes) {
    const dead = deadNode(scene, node);
    if (dead !== null) return dead;
  }
  for (const [index, node] of nodes.entries()) {
    const next = nodes[index + 1];
    const broken = next === undefined ? null : brokenLink(scene, node, next);
    if (broken !== null) return broken;
  }
  return null;
}

/** The packets of a tunnel that a node saw on the public side. */
function seenAt(passages: Passages, node: string, { tunnel }: ConfiguredTunnel, towards: Towards): Passage[] {
  const end = `ip ${towards === 'aws' ? 'daddr' : 'saddr'} ${tunnel.outsideIpAddress} `;
  return (passages[node] ?? []).filter(({ packet }) => packet.includes(end));
}

/** The packets in the order that they were seen in, by their IP identification, which NAT and fragments keep. */
function packetsOf(passages: readonly Passage[]): Set<string | undefined> {
  return new Set(passages.map(({ packet }) => /\bip id \d+/.exec(packet)?.[0]));
}

/**
 * Whether packets that left a node were lost on their way to the next. Nodes begin to trace one after the other, and end
 * so: what one of them saw before the first packet that arrived, or after the last, may have come to the next at such a
 * time. It counts only where fewer arrived than were sent while all of them traced.
 */
function wereLost(
  left: ReadonlySet<string | undefined>,
  arrived: ReadonlySet<string | undefined>,
  probes: number,
): boolean {
  const came = [...left].map((packet) => arrived.has(packet));
  const between = came.slice(came.indexOf(true), came.lastIndexOf(true) + 1);
  return between.includes(false) || (came.includes(false) && arrived.size < probes);
}

/**
 * What happened to the packets of a tunnel on the public side that did not get to the other end.
 * @param probes how many of them were sent while every node traced; `Infinity` for all.
 */
export function lostOnPublicPath(
  passages: Passages,
  ends: ConfiguredTunnel,
  towards: Towards,
  probes: number,
): Finding | null {
  const changed = changedAddress(passages, ends);
  const nodes = publicNodes(ends, towards);
  for (const [index, node] of nodes.entries()) {
    const seen = seenAt(passages, node, ends, towards);
    const drop = seen.find((passage) => passage.drop !== null)?.drop ?? null;
    if (drop !== null) return findingOfDrop(node, drop);
    const unrouted = seen.find(({ fate }) => fate === 'stopped');
    if (unrouted !== undefined) return changed ?? unroutable(node, unrouted);
    const next = nodes[index + 1];
    if (next === undefined || seen.length === 0) continue;
    const [left, arrived] = [packetsOf(seen), packetsOf(seenAt(passages, next, ends, towards))];
    if (wereLost(left, arrived, probes)) return lost(node, next, left.size, arrived.size);
  }
  return changed;
}

/** The address that the Internet sees the router behind, where it is not the one that AWS knows. */
function changedAddress(passages: Passages, ends: ConfiguredTunnel): Finding | null {
  const { customerGateway } = ends;
  const packets = seenAt(passages, INTERNET, ends, 'aws').map(({ packet }) => packet);
  const other = packets.find((packet) => !packet.startsWith(`ip saddr ${customerGateway.ipAddress} `));
  const address = /^ip saddr (\S+)/.exec(other ?? '')?.[1];
  if (address === undefined) return null;
  return {
    node: internetGatewayName(customerGateway.name),
    ...because('gatewaySeenElsewhere', {
      gateway: customerGateway.name,
      address: customerGateway.ipAddress,
      newAddress: address,
    }),
    evidence: `seen at ${INTERNET}: ${other ?? ''}`,
  };
}

function unroutable(node: string, { packet }: Passage): Finding {
  return {
    node,
    ...because('tunnelPacketsNotForwarded', { node }),
    evidence: `seen at ${node} and no further: ${packet}`,
  };
}

function lost(node: string, next: string, left: number, arrived: number): Finding {
  return {
    node: next,
    ...because('lossOnLink', { node, next }),
    evidence: `${left} packets of the tunnel left ${node}, ${arrived} came to ${next}`,
  };
}
